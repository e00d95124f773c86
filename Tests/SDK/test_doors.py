"""One list of scenarios through every door, in front of every upstream dialect: the compatibility matrix.

With LLMGATEWAY_MATRIX set to a file, the outcome of each cell is written there as JSON lines (`make matrix`)."""

import json
import os

import pytest

import doors
import scenarios
from conftest import KEY

UPSTREAMS = ["as-openai", "as-anthropic", "as-gemini", "as-bedrock", "as-cohere", "as-ollama"]

# What an upstream's own API does not have.
LIMITS = {
    ("as-cohere", "pdf"): "Cohere's chat takes text and images",
    ("as-ollama", "pdf"): "Ollama's OpenAI form takes text and images",
    ("as-anthropic", "embeddings"): "Anthropic has no embeddings",
}


def note(door, up, feature, outcome):
    if file := os.environ.get("LLMGATEWAY_MATRIX"):
        with open(file, "a") as out:
            out.write(json.dumps([door.name, up.removeprefix("as-"), feature.__name__, outcome]) + "\n")


@pytest.mark.parametrize("feature", scenarios.FEATURES, ids=lambda f: f.__name__)
@pytest.mark.parametrize("up", UPSTREAMS)
@pytest.mark.parametrize("kind", doors.ALL, ids=lambda d: d.name)
def test_every_door_in_front_of_every_upstream(gateway, kind, up, feature):
    door = kind(gateway, KEY)
    limit = LIMITS.get((up, feature.__name__))
    # What comes in the upstream's own form is passed on as it is, for the upstream to judge.
    if up == "as-ollama" and kind in (doors.OpenAIChat, doors.Azure):
        limit = None
    try:
        feature(door, up)
    except doors.Unsupported as reason:
        note(door, up, feature, f"no: {reason}")
        # An SDK that has no call for a feature leaves nothing to test: what it lacks is known when it is asked, and
        # stands in the matrix as that cell's reason. A gateway at fault raises something else, and fails.
        pytest.skip(str(reason))
    except Exception as caught:
        if not limit:
            raise
        assert scenarios.status(caught) == 400, caught
        note(door, up, feature, f"no: {limit}")
        return
    assert not limit, "the limit is gone: correct LIMITS"
    note(door, up, feature, "yes")
