"""The SDK in front of recorded answers of real providers: the same text, calls, finish and usage arrive."""

import json

import openai
import pytest

import recordings
import servers
import telling

TELLERS = {
    "openai": telling.openai, "openai-compatible": telling.openai, "anthropic": telling.anthropic,
    "gemini": telling.gemini,
}
# Answers that no reader of a stream can tell as their recording does, each with the reason.
ODD = {
    "anthropic/messages-7190826da1c6.json": "a second message starts within the first, whose part was sent on",
}
CHOSEN = [(kind, file) for kind in TELLERS for file in recordings.listed(kind) if file not in ODD]
FAILED = [(kind, file) for kind in TELLERS for file in recordings.listed(kind, failed=True)]
# What a provider's status becomes; others of 4xx stay, others of 5xx are a bad gateway.
STATUSES = {401: 502, 402: 502, 403: 502, 503: 503, 504: 504, 529: 503}
KEY = "sk-test-0123456789abcdef0123456789"

# The recordings are not part of the repository: a checkout without them has nothing to replay here, and says so.
if not CHOSEN:
    pytest.skip(
        "test data absent (LLMGATEWAY_TEST_DATA, ../shared/data): the SDK meets no recordings", allow_module_level=True)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with recordings.serving() as upstream:
        configuration = {
            "server": {"port": 0}, "auth": {"keys": [{"name": "suite", "key": KEY}]},
            "providers": [
                {"id": f"replay-{kind}", "kind": kind, "base_url": upstream, "api_key": "unused"} for kind in TELLERS],
        }
        with servers.serving(configuration, tmp_path_factory.mktemp("replays")) as url:
            yield openai.OpenAI(base_url=url + "/v1", api_key=KEY, max_retries=0, timeout=20)


def request(recording):
    """The recorded request where it is OpenAI's, else a plain question."""
    recorded = recording.request or {"messages": [{"role": "user", "content": "hello"}]}
    ours = ("model", "messages", "stream", "stream_options")
    extra = {key: value for key, value in recorded.items() if key not in ours}
    options = {"messages": recorded["messages"], "extra_body": extra}
    return options | ({"stream": True, "stream_options": {"include_usage": True}} if recording.is_stream else {})


@pytest.mark.parametrize("kind, file", CHOSEN, ids=[file.removesuffix(".json") for _, file in CHOSEN])
def test_a_recorded_answer_arrives_whole(client, kind, file):
    recording = recordings.load(file)
    expected = TELLERS[kind](recording.events if recording.is_stream else [json.loads(recording.body)])
    ask = lambda: client.chat.completions.create(model=f"replay-{kind}/{file}", **request(recording))
    if "error_in_stream" in recording.json["features"] or recording.is_cut(expected):
        with pytest.raises(openai.APIError):
            list(ask())
        return
    answer = ask()
    pieces = answer if recording.is_stream else [answer]
    arrived = telling.openai([piece.to_dict(warnings=False) for piece in pieces])
    assert arrived.texts == expected.texts
    assert arrived.calls == expected.calls
    assert arrived.finishes == expected.finishes
    if expected.prompt is not None:
        assert (arrived.prompt, arrived.completion) == (expected.prompt, expected.completion)


@pytest.mark.parametrize("kind, file", FAILED, ids=[file.removesuffix(".json") for _, file in FAILED])
def test_a_recorded_error_is_the_exception_the_sdk_has_for_it(client, kind, file):
    recording = recordings.load(file)
    status = recording.json["response"]["status"]
    with pytest.raises(openai.APIStatusError) as caught:
        client.chat.completions.create(
            model=f"replay-{kind}/{file}", messages=[{"role": "user", "content": "hello"}], stream=recording.is_stream)
    assert caught.value.status_code == STATUSES.get(status, status if status < 500 else 502)
    told = caught.value.body
    assert told["message"] and told["hint"] and told["source"] == f"provider:replay-{kind}"
    assert told["request_id"] == caught.value.request_id
