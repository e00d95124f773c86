"""One list of scenarios through every door, in front of every upstream dialect: the compatibility matrix.

With LLMGATEWAY_MATRIX set to a file, the outcome of each cell is written there as JSON lines (`make matrix`)."""

import json
import os

import pytest

import doors
from conftest import KEY

UPSTREAMS = ["as-openai", "as-anthropic", "as-gemini", "as-bedrock", "as-cohere", "as-ollama"]
TEXT = "The quick brown fox jumps over the lazy dog"


def text(door, up):
    answer = door.ask(f"{up}/echo", TEXT)
    assert answer.text == TEXT and answer.finish == "stop"
    assert answer.prompt and answer.completion == 9


def stream(door, up):
    answer = door.ask(f"{up}/echo", TEXT, stream=True)
    assert answer.text == TEXT and answer.finish == "stop"
    # Mistral's SDK does not ask for the counts of a stream.
    assert answer.completion == 9 or door.name == "mistral"


def turns(door, up):
    first = door.ask(f"{up}/echo", "One", system="Say it again.")
    if isinstance(first.turn, str):
        return
    assert first.text == "One"
    assert door.ask(f"{up}/echo", "Two", history=first.turn).text == "Two"


def length(door, up):
    answer = door.ask(f"{up}/echo", TEXT, limit=3)
    assert answer.text == "The quick brown" and answer.finish == "length"


def tools(door, up):
    first = door.ask(f"{up}/tools", "What is the weather?", tools=["weather"])
    assert first.finish == "tool_calls"
    [call] = first.calls
    assert (call.name, call.arguments) == ("weather", {"city": "text"})
    last = door.ask(f"{up}/tools", tools=["weather"], results=(first.turn, [(call, "sunny")]))
    assert "sunny" in last.text and last.finish == "stop"


def parallel(door, up):
    first = door.ask(f"{up}/parallel-tools", "What is the weather?", tools=["weather", "forecast"])
    assert [call.name for call in first.calls] == ["weather", "forecast"]
    results = list(zip(first.calls, ["sunny", "rain"]))
    last = door.ask(f"{up}/parallel-tools", tools=["weather", "forecast"], results=(first.turn, results))
    assert "sunny" in last.text and "rain" in last.text


def streamed_tools(door, up):
    if door.name == "mistral":
        raise doors.Unsupported("its SDK reads calls in one piece alone, and OpenAI's form tells them in pieces")
    answer = door.ask(f"{up}/parallel-tools", "What is the weather?", tools=["weather", "forecast"], stream=True)
    assert [(c.name, c.arguments) for c in answer.calls] == [("weather", {"city": "text"}), ("forecast", {"city": "text"})]
    assert answer.finish == "tool_calls"


def schema(door, up):
    answer = door.ask(f"{up}/schema", "Who?", schema=True)
    assert set(json.loads(answer.text)) == {"name", "age"}


def image(door, up):
    assert "[image]" in door.ask(f"{up}/echo", "What is this? ", image=True).text


def pdf(door, up):
    assert "[document]" in door.ask(f"{up}/echo", "What is this? ", pdf=True).text


def reasoning(door, up):
    answer = door.ask(f"{up}/reasoning", "Hi")
    assert answer.text == "Hi"
    if "I say it again." not in answer.reasoning:
        raise doors.Unsupported("the SDK, or the upstream's form, has no readable reasoning")


def error(door, up):
    try:
        door.ask(f"{up}/error-429", "Hi")
    except Exception as caught:
        status = getattr(caught, "status_code", None) or getattr(caught, "code", None)
        assert status == 429, caught
        return
    raise AssertionError("no error")


def embeddings(door, up):
    vectors = door.embed(f"{up}/amazon.titan-embed-text-v2:0" if up == "as-bedrock" else f"{up}/echo", ["a b"])
    assert len(vectors) == 1 and len(vectors[0]) == 8


FEATURES = [
    text, stream, turns, length, tools, parallel, streamed_tools, schema, image, pdf, reasoning, error, embeddings]

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


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.__name__)
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
        status = getattr(caught, "status_code", None) or getattr(caught, "code", None)
        assert status == 400, caught
        note(door, up, feature, f"no: {limit}")
        return
    assert not limit, "the limit is gone: correct LIMITS"
    note(door, up, feature, "yes")
