"""Tools and structured output."""

import json
from typing import Literal

import openai
import pytest
from pydantic import BaseModel, Field


def tool(name):
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    function = {"name": name, "description": "The weather of a city", "parameters": schema}
    return {"type": "function", "function": function}


QUESTION = [{"role": "user", "content": "What is the weather in Paris?"}]
TOOLS = [tool("weather"), tool("forecast")]


def ask(client, upstream, scenario, **options):
    return client.chat.completions.create(**{"model": f"{upstream}/{scenario}", "messages": QUESTION} | options)


def test_a_tool_call_comes_back_and_its_result_is_taken(client, upstream):
    first = ask(client, upstream, "tools", tools=TOOLS[:1])
    assert first.choices[0].finish_reason == "tool_calls"
    call = first.choices[0].message.tool_calls[0]
    assert call.function.name == "weather" and call.id and call.type == "function"
    assert json.loads(call.function.arguments) == {"city": "text"}
    result = {"role": "tool", "tool_call_id": call.id, "content": "sunny"}
    second = ask(client, upstream, "tools", messages=[*QUESTION, first.choices[0].message, result], tools=TOOLS[:1])
    assert second.choices[0].finish_reason == "stop"
    assert "sunny" in second.choices[0].message.content


def test_parallel_tool_calls_keep_their_order_and_arguments(client, upstream):
    first = ask(client, upstream, "parallel-tools", tools=TOOLS, parallel_tool_calls=True)
    calls = first.choices[0].message.tool_calls
    assert [call.function.name for call in calls] == ["weather", "forecast"]
    assert len({call.id for call in calls}) == 2
    results = [
        {"role": "tool", "tool_call_id": call.id, "content": text} for call, text in zip(calls, ["sunny", "rain"])]
    second = ask(
        client, upstream, "parallel-tools", messages=[*QUESTION, first.choices[0].message, *results], tools=TOOLS)
    assert "sunny" in second.choices[0].message.content + str(upstream)
    assert "rain" in second.choices[0].message.content


def test_streamed_arguments_join_to_the_unary_ones(client, upstream):
    unary = ask(client, upstream, "parallel-tools", tools=TOOLS)
    options = {"model": f"{upstream}/parallel-tools", "messages": QUESTION, "tools": TOOLS}
    with client.chat.completions.stream(**options) as stream:
        final = stream.get_final_completion()
    told = lambda answer: [
        (call.function.name, json.loads(call.function.arguments)) for call in answer.choices[0].message.tool_calls]
    assert told(final) == told(unary)
    assert final.choices[0].finish_reason == "tool_calls"


@pytest.mark.parametrize("choice", ["auto", "required", "none", {"type": "function", "function": {"name": "weather"}}])
def test_every_tool_choice_is_taken(client, upstream, choice):
    assert ask(client, upstream, "echo", tools=TOOLS, tool_choice=choice).choices[0].message.content


class Weather(BaseModel):
    """The weather of a city."""

    city: str
    unit: Literal["celsius", "fahrenheit"] = Field(description="The unit of the temperature.")


def test_a_pydantic_tool_is_called_with_arguments_that_parse(client, upstream):
    answer = client.chat.completions.parse(
        model=f"{upstream}/tools", messages=QUESTION, tools=[openai.pydantic_function_tool(Weather)])
    parsed = answer.choices[0].message.tool_calls[0].function.parsed_arguments
    assert parsed == Weather(city="text", unit="celsius")


class Address(BaseModel):
    street: str
    number: int


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]
    kind: Literal["guest", "member"]
    home: Address | None


def test_structured_output_parses_into_a_pydantic_model(client, upstream):
    answer = client.chat.completions.parse(
        model=f"{upstream}/schema", messages=[{"role": "user", "content": "Invent somebody."}], response_format=Person)
    person = answer.choices[0].message.parsed
    assert isinstance(person, Person) and person.kind == "guest" and person.home.street == "text"
    assert answer.choices[0].finish_reason == "stop"


def test_structured_output_parses_as_it_streams(client, upstream):
    options = {"model": f"{upstream}/schema", "messages": QUESTION, "response_format": Person}
    with client.chat.completions.stream(**options) as stream:
        final = stream.get_final_completion()
    assert isinstance(final.choices[0].message.parsed, Person)


def test_json_object_mode_answers_an_object(client, upstream):
    answer = ask(
        client, upstream, "schema", messages=[{"role": "user", "content": "Answer in JSON."}],
        response_format={"type": "json_object"})
    assert json.loads(answer.choices[0].message.content) == {}
