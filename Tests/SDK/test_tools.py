"""Tools and structured output."""

import json

from pydantic import BaseModel


def tool(name):
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    return {"type": "function", "function": {"name": name, "description": "The weather of a city", "parameters": schema}}


QUESTION = [{"role": "user", "content": "What is the weather in Paris?"}]


def test_a_tool_call_comes_back_and_its_result_is_taken(client):
    first = client.chat.completions.create(model="mock/tools", messages=QUESTION, tools=[tool("weather")])
    assert first.choices[0].finish_reason == "tool_calls"
    call = first.choices[0].message.tool_calls[0]
    assert call.function.name == "weather" and call.id
    assert isinstance(json.loads(call.function.arguments), dict)
    result = {"role": "tool", "tool_call_id": call.id, "content": "sunny"}
    second = client.chat.completions.create(
        model="mock/tools", messages=[*QUESTION, first.choices[0].message, result], tools=[tool("weather")])
    assert second.choices[0].finish_reason == "stop"
    assert "sunny" in second.choices[0].message.content


def test_parallel_tool_calls_keep_their_order_and_arguments(client):
    tools = [tool("weather"), tool("forecast")]
    answer = client.chat.completions.create(
        model="mock/parallel-tools", messages=QUESTION, tools=tools, parallel_tool_calls=True)
    calls = answer.choices[0].message.tool_calls
    assert [call.function.name for call in calls] == ["weather", "forecast"]
    assert len({call.id for call in calls}) == 2


def test_streamed_arguments_join_to_the_unary_ones(client):
    tools = [tool("weather"), tool("forecast")]
    unary = client.chat.completions.create(model="mock/parallel-tools", messages=QUESTION, tools=tools)
    with client.chat.completions.stream(model="mock/parallel-tools", messages=QUESTION, tools=tools) as stream:
        final = stream.get_final_completion()
    told = lambda answer: [(call.function.name, call.function.arguments) for call in answer.choices[0].message.tool_calls]
    assert told(final) == told(unary)
    assert final.choices[0].finish_reason == "tool_calls"


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def test_structured_output_parses_into_a_pydantic_model(client):
    answer = client.chat.completions.parse(
        model="mock/schema", messages=[{"role": "user", "content": "Invent somebody."}], response_format=Person)
    assert isinstance(answer.choices[0].message.parsed, Person)


def test_json_object_mode_answers_an_object(client):
    answer = client.chat.completions.create(
        model="mock/schema", messages=[{"role": "user", "content": "Answer in JSON."}],
        response_format={"type": "json_object"})
    assert isinstance(json.loads(answer.choices[0].message.content), dict)
