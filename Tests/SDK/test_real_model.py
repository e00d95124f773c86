"""A real model server (llama.cpp's, or one that speaks OpenAI's form like it) behind every door.

LLMGATEWAY_REAL_MODEL is its base URL; what answers `/v1/embeddings` at the next port is taken for its second half.
What the model says is its own affair: at temperature 0 every door must say the same as the server asked directly."""

import asyncio
import json
import math
import os
import urllib.error
import urllib.parse
import urllib.request

import openai
import pytest

import doors
import scenarios
import servers

KEY = "sk-test-0123456789abcdef0123456789"
SERVER = os.environ.get("LLMGATEWAY_REAL_MODEL", "").rstrip("/").removesuffix("/v1")
if not SERVER:
    # A model of 200 MB and more is no part of every run: scripts/test-real-model starts one and runs this file.
    pytest.skip("LLMGATEWAY_REAL_MODEL names no running server (see CONTRIBUTING.md)", allow_module_level=True)

HELLO, CITIES = "Hello", ["Paris", "Tokyo"]
TEXTS = ["the cat sleeps on the sofa", "a cat sleeps on the table", "hydrogen and oxygen"]


def get(path):
    with urllib.request.urlopen(SERVER + path, timeout=20) as answer:
        return json.load(answer)


def post(address, path, **body):
    """Asks the server itself."""
    request = urllib.request.Request(
        address + path, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def next_port(address):
    parts = urllib.parse.urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}:{parts.port + 1}"


class Completions(doors.Door):
    """OpenAI's form before chat."""

    name = "openai completions"

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, stream=False,
            results=None, steady=False):
        if system or history or tools or results or schema:
            raise doors.Unsupported("the form before chat has texts alone")
        client = openai.OpenAI(base_url=self.base + "/v1", api_key=self.key, max_retries=0, timeout=20)
        options = {"model": model, "prompt": text, "temperature": 0} | ({"max_tokens": limit} if limit else {})
        if stream:
            pieces = list(client.completions.create(**options, stream=True, stream_options={"include_usage": True}))
        else:
            pieces = [client.completions.create(**options)]
        choices, usage = [choice for piece in pieces for choice in piece.choices], pieces[-1].usage
        [finish] = [choice.finish_reason for choice in choices if choice.finish_reason]
        return doors.Answer(
            "".join(choice.text for choice in choices), finish=finish, prompt=usage.prompt_tokens,
            completion=usage.completion_tokens)


class Generate(doors.Ollama):
    """Ollama's prompt without a chat."""

    name = "ollama generate"

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, stream=False,
            results=None, steady=False):
        if history or tools or results:
            raise doors.Unsupported("Ollama's generate has one prompt and no tools")
        options = {"temperature": 0} | ({"num_predict": limit} if limit else {})
        wishes = {"model": model, "prompt": text, "options": options}
        wishes |= ({"system": system} if system else {}) | ({"format": doors.PERSON} if schema else {})
        answer = self.client().generate(**wishes, stream=stream)
        pieces = list(answer) if stream else [answer]
        last = pieces[-1]
        return doors.Answer(
            "".join(piece.response for piece in pieces), finish=last.done_reason, prompt=last.prompt_eval_count,
            completion=last.eval_count)


class Model:
    """The server, asked directly."""

    def __init__(self):
        self.id = get("/v1/models")["data"][0]["id"]
        self.context = get("/props")["default_generation_settings"]["n_ctx"]

    def say(self, *messages, **options):
        """Text, finish reason and counts of an answer to messages like `("user", "Hello")`."""
        messages = [{"role": role, "content": content} for role, content in messages]
        answer = post(SERVER, "/v1/chat/completions", model=self.id, messages=messages, temperature=0, **options)
        return self.told(answer, answer["choices"][0]["message"]["content"])

    def go_on(self, prompt, **options):
        """The same for the form before chat."""
        answer = post(SERVER, "/v1/completions", model=self.id, prompt=prompt, temperature=0, **options)
        return self.told(answer, answer["choices"][0]["text"])

    def told(self, answer, text):
        usage = answer["usage"]
        return text, answer["choices"][0]["finish_reason"], usage["prompt_tokens"], usage["completion_tokens"]


@pytest.fixture(scope="module")
def model():
    return Model()


@pytest.fixture(scope="module")
def base(model, tmp_path_factory):
    providers = [{"id": "real", "kind": "openai-compatible", "base_url": SERVER + "/v1"},
                 {"id": "vectors", "kind": "openai-compatible", "base_url": next_port(SERVER) + "/v1"}]
    configuration = {
        "server": {"port": 0}, "auth": {"keys": [{"name": "suite", "key": KEY}]}, "providers": providers}
    with servers.serving(configuration, tmp_path_factory.mktemp("real")) as url:
        yield url


@pytest.fixture(params=[*doors.ALL, Completions, Generate], ids=lambda kind: kind.name)
def door(request, base):
    return request.param(base, KEY)


@pytest.fixture(autouse=True)
def short_values(monkeypatch):
    """A small model ends no text that its schema does not end."""
    monkeypatch.setitem(doors.WEATHER["properties"], "city", {"type": "string", "enum": CITIES})
    monkeypatch.setitem(doors.PERSON["properties"], "name", {"type": "string", "maxLength": 8})


@pytest.fixture
def ask(door, model):
    """Asks through the door; skips where its API has no such thing."""

    def ask(*arguments, **options):
        try:
            return door.ask(f"real/{model.id}", *arguments, **options, steady=True)
        except doors.Unsupported as reason:
            pytest.skip(str(reason))

    return ask


def expected(door, model, text, **options):
    return model.go_on(text, **options) if isinstance(door, Completions) else model.say(("user", text), **options)


@pytest.mark.parametrize("streamed", [False, True], ids=["unary", "streamed"])
def test_every_door_says_what_the_model_says(door, ask, model, streamed):
    text, finish, prompt, completion = expected(door, model, HELLO)
    answer = ask(HELLO, stream=streamed)
    assert text and (answer.text, answer.finish) == (text, finish)
    if not streamed or door.name != "mistral":
        # Anthropic tells what it took from its cache apart.
        assert answer.completion == completion and (answer.prompt == prompt or door.name == "anthropic")


@pytest.mark.parametrize("streamed", [False, True], ids=["unary", "streamed"])
def test_an_answer_is_cut_at_its_limit(door, ask, model, streamed):
    text, finish, _, _ = expected(door, model, HELLO, max_tokens=3)
    answer = ask(HELLO, limit=3, stream=streamed)
    assert (answer.text, answer.finish, finish) == (text, "length", "length")


def test_a_system_prompt_and_earlier_turns_count(ask, model):
    first = ask("Tell me about Paris.", system="Be brief.")
    messages = [("system", "Be brief."), ("user", "Tell me about Paris.")]
    assert first.text == model.say(*messages)[0]
    if isinstance(first.turn, list):
        messages += [("assistant", first.text), ("user", "And Tokyo?")]
        # Some forms have the system prompt among the turns, others beside them.
        again = "Be brief." if len(first.turn) == 2 else None
        assert ask("And Tokyo?", system=again, history=first.turn).text == model.say(*messages)[0]


@pytest.mark.parametrize("streamed", [False, True], ids=["unary", "streamed"])
def test_a_tool_is_called(ask, streamed):
    answer = ask("What is the weather in Paris?", tools=["weather"], stream=streamed)
    assert answer.calls and all(call.name == "weather" and call.arguments["city"] in CITIES for call in answer.calls)
    # Not every form can ask for a single call: this model then calls until it is cut.
    assert answer.finish == "tool_calls" or len(answer.calls) > 1


def test_a_tools_result_is_answered(ask):
    first = ask("What is the weather in Paris?", tools=["weather"])
    results = [(call, "sunny") for call in first.calls]
    last = ask(tools=["weather"], results=(first.turn, results))
    assert last.text and not last.calls and last.finish == "stop"


@pytest.mark.parametrize("streamed", [False, True], ids=["unary", "streamed"])
def test_an_answer_holds_to_its_schema(ask, streamed):
    person = json.loads(ask("Who?", schema=True, stream=streamed).text)
    assert set(person) == {"name", "age"} and isinstance(person["age"], int) and len(person["name"]) <= 8


@pytest.mark.parametrize("streamed", [False, True], ids=["unary", "streamed"])
def test_a_question_that_is_too_long_is_the_servers_400(door, model, streamed):
    with pytest.raises(Exception, match="context") as caught:
        door.ask(f"real/{model.id}", "the cat " * model.context, stream=streamed, steady=True)
    assert scenarios.status(caught.value) == 400


def test_what_the_server_says_beside_openais_form_arrives(base, model):
    with openai.OpenAI(base_url=base + "/v1", api_key=KEY, max_retries=0, timeout=20) as client:
        ask = lambda text, **options: client.chat.completions.create(
            model=f"real/{model.id}", messages=[{"role": "user", "content": text}], **options)
        assert ask(HELLO).model_extra["timings"]["predicted_n"] > 0
        # With the counts, which llama.cpp sends them beside: whoever asks for none gets neither.
        counted = {"stream": True, "stream_options": {"include_usage": True}}
        assert list(ask(HELLO, **counted))[-1].model_extra["timings"]["predicted_n"] > 0
        with pytest.raises(openai.BadRequestError) as caught:
            ask("the cat " * model.context)
    # Its `code` is a number, and stays one.
    assert caught.value.body["code"] == 400 and caught.value.body["n_ctx"] == model.context


def test_sixteen_streams_at_once_stay_apart(base, model):
    async def run():
        async with openai.AsyncOpenAI(base_url=base + "/v1", api_key=KEY, max_retries=0, timeout=60) as client:
            return await asyncio.gather(*(said(client, index) for index in range(16)))

    async def said(client, index):
        messages = [{"role": "user", "content": f"{HELLO} {index}"}]
        stream = await client.chat.completions.create(
            model=f"real/{model.id}", messages=messages, temperature=0, stream=True)
        return "".join([piece.choices[0].delta.content or "" async for piece in stream if piece.choices])

    assert asyncio.run(run()) == [model.say(("user", f"{HELLO} {index}"))[0] for index in range(16)]


@pytest.fixture(scope="module")
def vectors():
    try:
        answer = post(next_port(SERVER), "/v1/embeddings", model="m", input=TEXTS)
    except urllib.error.URLError as absent:
        # A server named by hand may be started without the second one.
        pytest.skip(f"{next_port(SERVER)} has no embeddings: {absent}")
    return [item["embedding"] for item in answer["data"]]


def test_every_door_has_the_models_vectors(door, vectors):
    if door.name == "mistral":
        pytest.skip("its SDK refuses vectors without an `id`, and llama.cpp gives them none")
    try:
        given = door.embed("vectors/m", TEXTS)
    except doors.Unsupported as reason:
        pytest.skip(str(reason))
    for ours, theirs in zip(given, vectors, strict=True):
        assert all(math.isclose(a, b, abs_tol=1e-6) for a, b in zip(ours, theirs, strict=True))
