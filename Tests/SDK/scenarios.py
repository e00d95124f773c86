"""What every SDK is asked to do through its door: one function a feature, each told by what the mock must answer."""

import json

from doors import Unsupported

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
    answer = door.ask(f"{up}/parallel-tools", "What is the weather?", tools=["weather", "forecast"], stream=True)
    city = {"city": "text"}
    assert [(c.name, c.arguments) for c in answer.calls] == [("weather", city), ("forecast", city)]
    assert answer.finish == "tool_calls"


def schema(door, up):
    answer = door.ask(f"{up}/{door.schemas}", "Who?", schema=True)
    assert set(json.loads(answer.text)) == {"name", "age"}


def image(door, up):
    assert "[image]" in door.ask(f"{up}/echo", "What is this? ", image=True).text


def pdf(door, up):
    assert "[document]" in door.ask(f"{up}/echo", "What is this? ", pdf=True).text


def reasoning(door, up):
    answer = door.ask(f"{up}/reasoning", "Hi")
    assert answer.text == "Hi"
    if "I say it again." not in answer.reasoning:
        raise Unsupported("the SDK, or the upstream's form, has no readable reasoning")


def error(door, up):
    """A rate limit is the class of exception that the SDK has for it."""
    try:
        door.ask(f"{up}/error-429", "Hi")
    except door.limited as caught:
        assert status(caught) == 429, caught
        return
    raise AssertionError("no error")


def status(caught):
    """The HTTP status in an SDK's exception."""
    holder = next((held for held in (caught, getattr(caught, "response", None)) if hasattr(held, "status_code")), None)
    return holder.status_code if holder is not None else getattr(caught, "code", None)


def embeddings(door, up):
    vectors = door.embed(f"{up}/amazon.titan-embed-text-v2:0" if up == "as-bedrock" else f"{up}/echo", ["a b"])
    assert len(vectors) == 1 and len(vectors[0]) == 8


FEATURES = [
    text, stream, turns, length, tools, parallel, streamed_tools, schema, image, pdf, reasoning, error, embeddings]
