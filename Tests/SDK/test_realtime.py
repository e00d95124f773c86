"""Realtime sessions: the official SDK through the gateway, in front of a small server of the realtime API."""

import asyncio
import json
import threading
import urllib.error
import urllib.request

import openai
import pytest
import websockets.exceptions
import websockets.sync.server

import servers

KEY = "sk-test-0123456789abcdef0123456789"
NARROW_KEY = "sk-test-narrow-0123456789abcdef0123"
USAGE = {
    "total_tokens": 30, "input_tokens": 20, "output_tokens": 10,
    "input_token_details": {"text_tokens": 12, "audio_tokens": 8, "cached_tokens": 4},
    "output_token_details": {"text_tokens": 10, "audio_tokens": 0},
}


class Provider:
    """Answers each `response.create` with the last text it was given, in two pieces."""

    def __init__(self):
        self.paths, self.headers, self.events = [], [], []

    def serve(self, connection):
        self.paths.append(connection.request.path)
        self.headers.append(connection.request.headers)
        say = lambda **event: connection.send(json.dumps({"event_id": f"event_{len(self.events)}", **event}))
        say(type="session.created", session={"type": "realtime", "model": "gpt-realtime", "id": "sess_1"})
        text = ""
        for message in connection:
            event = json.loads(message)
            self.events.append(event)
            if event["type"] == "session.update":
                say(type="session.updated", session=event["session"])
            elif event["type"] == "conversation.item.create":
                text = event["item"]["content"][0]["text"]
            elif event["type"] == "response.create":
                response = {"object": "realtime.response", "id": "resp_1", "status": "in_progress", "output": []}
                say(type="response.created", response=response)
                for piece in (text[: len(text) // 2], text[len(text) // 2:]):
                    say(type="response.output_text.delta", response_id="resp_1", item_id="i", output_index=0,
                        content_index=0, delta=piece)
                say(type="response.done", response=response | {"status": "completed", "usage": USAGE})


@pytest.fixture
def provider():
    provider = Provider()
    with websockets.sync.server.serve(provider.serve, "127.0.0.1", 0) as server:
        provider.port = server.socket.getsockname()[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield provider
        server.shutdown()
    thread.join()


@pytest.fixture
def realtime(provider, tmp_path):
    """The base URL of a gateway in front of the provider."""
    configuration = {
        "server": {"port": 0},
        "data_dir": "data",
        "auth": {"keys": [{"name": "suite", "key": KEY}, {"name": "narrow", "key": NARROW_KEY, "models": ["other"]}]},
        "providers": [
            {"id": "openai", "kind": "openai", "base_url": f"http://127.0.0.1:{provider.port}/v1", "api_key": "sk-theirs"}],
        "models": [{"name": "voice", "targets": [{"model": "openai/gpt-realtime"}]}],
    }
    with servers.serving(configuration, tmp_path) as url:
        yield url


def client(url, kind=openai.OpenAI, key=KEY):
    return kind(base_url=url + "/v1", api_key=key, max_retries=0)


def converse(session, model="voice"):
    """Sets the session up, as agents' SDKs do with the model in it, and has one text said back."""
    session.session.update(session={"type": "realtime", "model": model, "output_modalities": ["text"]})
    session.conversation.item.create(
        item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "über 漢字"}]})
    session.response.create()
    events = []
    for event in session:
        events.append(event)
        if event.type == "response.done":
            return events


def log(folder):
    lines = (json.loads(line) for line in (folder / "log").read_text().splitlines() if line.startswith("{"))
    return [line for line in lines if line.get("path", "").endswith("/realtime")]


def test_a_session_goes_through_and_its_tokens_stand_in_the_log(realtime, provider, tmp_path):
    with client(realtime).realtime.connect(model="openai/gpt-realtime") as session:
        events = converse(session, "gpt-realtime")
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == "über 漢字"
    assert events[0].type == "session.created"
    assert events[-1].response.usage.input_tokens == 20
    assert provider.paths == ["/v1/realtime?model=gpt-realtime"]
    assert provider.headers[0]["authorization"] == "Bearer sk-theirs"
    entry = eventually(lambda: log(tmp_path))[0]
    assert (entry["status"], entry["provider"], entry["target_model"]) == (101, "openai", "gpt-realtime")
    assert (entry["input_tokens"], entry["output_tokens"], entry["cached_tokens"]) == (20, 10, 4)
    # 8 plain at 4, 8 of sound at 32, 4 from the cache at 0.4, 10 out at 16 USD per million.
    assert entry["cost_usd"] == "0.0004496"


def eventually(ask, seconds=20):
    for _ in range(seconds * 50):
        if found := ask():
            return found
        threading.Event().wait(0.02)
    raise AssertionError("did not come about in time")


def test_a_name_of_the_configuration_becomes_the_providers(realtime, provider):
    with client(realtime).realtime.connect(model="voice") as session:
        events = converse(session)
    assert provider.events[0]["session"]["model"] == "gpt-realtime"
    assert next(event for event in events if event.type == "session.updated").session.model == "gpt-realtime"


def test_async_sessions_go_side_by_side(realtime):
    async def one(number):
        async with client(realtime, openai.AsyncOpenAI).realtime.connect(model="voice") as session:
            await session.conversation.item.create(
                item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": f"say {number}"}]})
            await session.response.create()
            said = ""
            async for event in session:
                if event.type == "response.output_text.delta":
                    said += event.delta
                if event.type == "response.done":
                    return said

    async def run():
        return await asyncio.gather(*(one(number) for number in range(8)))

    assert asyncio.run(run()) == [f"say {number}" for number in range(8)]


def test_azures_client_comes_in_by_its_own_path(realtime, provider):
    azure = openai.AzureOpenAI(azure_endpoint=realtime, api_key=KEY, api_version="2025-04-01-preview")
    # Azure's client speaks TLS unless it is told otherwise.
    azure.websocket_base_url = realtime.replace("http://", "ws://") + "/openai"
    with azure.realtime.connect(model="gpt-realtime") as session:
        assert session.recv().type == "session.created"
    assert provider.paths == ["/v1/realtime?model=gpt-realtime"]


@pytest.mark.parametrize(
    "key, model, status", [("sk-wrong-wrong-wrong", "voice", 401), (NARROW_KEY, "voice", 403), (KEY, "nobody/x", 404)])
def test_a_refusal_is_a_status(realtime, provider, key, model, status):
    with pytest.raises(websockets.exceptions.InvalidStatus) as refusal:
        with client(realtime, key=key).realtime.connect(model=model):
            pass
    assert refusal.value.response.status_code == status
    assert json.loads(refusal.value.response.body)["error"]["hint"]
    assert provider.paths == []


def test_a_session_that_would_change_its_model_is_told_so_and_closed(realtime, provider):
    with client(realtime).realtime.connect(model="openai/gpt-realtime") as session:
        assert session.recv().type == "session.created"
        session.session.update(session={"type": "realtime", "model": "gpt-4o"})
        event = session.recv()
        assert (event.type, event.error.code) == ("error", "model_not_allowed")
        with pytest.raises(websockets.exceptions.ConnectionClosedError) as closed:
            session.recv()
    assert closed.value.rcvd.code == 1008
    assert provider.events == []


def test_a_plain_get_is_told_what_to_do(realtime):
    request = urllib.request.Request(realtime + "/v1/realtime?model=voice", headers={"authorization": f"Bearer {KEY}"})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    assert refusal.value.code == 426 and refusal.value.headers["upgrade"] == "websocket"
