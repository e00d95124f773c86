"""Answers: unary, streamed, async; the same text each way."""

import asyncio

import openai

QUESTION = [{"role": "user", "content": "Say: über-größe, 漢字, 🙂"}]


def ask(client, **options):
    return client.chat.completions.create(model="mock/echo", messages=QUESTION, **options)


def joined(chunks):
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_a_unary_answer_echoes_the_question(client):
    answer = ask(client)
    assert answer.object == "chat.completion"
    assert "über-größe, 漢字, 🙂" in answer.choices[0].message.content
    assert answer.choices[0].message.role == "assistant"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0


def test_a_stream_joins_to_the_unary_answer(client):
    chunks = list(ask(client, stream=True))
    assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) >= 3
    assert joined(chunks) == ask(client).choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert len({chunk.id for chunk in chunks}) == 1
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"


def test_usage_comes_in_a_stream_only_when_it_is_asked_for(client):
    silent = list(ask(client, stream=True))
    assert all(chunk.usage is None and chunk.choices for chunk in silent)
    counted = list(ask(client, stream=True, stream_options={"include_usage": True}))
    assert counted[-1].choices == [] and counted[-1].usage.total_tokens > 0


def test_async_calls_answer_side_by_side(make_client):
    async def run():
        async with make_client(openai.AsyncOpenAI) as client:
            answers = await asyncio.gather(*(ask(client) for _ in range(20)))
            stream = await ask(client, stream=True)
            chunks = [chunk async for chunk in stream]
        return answers, chunks

    answers, chunks = asyncio.run(run())
    assert {answer.choices[0].message.content for answer in answers} == {joined(chunks)}
    assert len({answer.id for answer in answers}) >= 1


def test_models_are_listed_and_found(client):
    names = {model.id for model in client.models.list()}
    assert "mock/echo" in names
    assert client.models.retrieve("mock/echo").id == "mock/echo"


def test_raw_headers_name_the_call(client):
    raw = client.chat.completions.with_raw_response.create(model="mock/echo", messages=QUESTION)
    assert raw.headers["x-request-id"]
    assert raw.headers["x-llmgateway-provider"] == "mock"
    assert raw.headers["x-llmgateway-model"]
    assert raw.headers["x-llmgateway-attempts"] == "1"
    assert raw.parse().choices[0].message.content == ask(client).choices[0].message.content
    again = client.chat.completions.with_raw_response.create(model="mock/echo", messages=QUESTION)
    assert again.headers["x-request-id"] != raw.headers["x-request-id"]


def test_images_are_taken_by_url_and_as_bytes(client):
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    for url in (f"data:image/png;base64,{pixel}", "https://example.com/cat.png"):
        content = [{"type": "text", "text": "What is it?"}, {"type": "image_url", "image_url": {"url": url}}]
        answer = client.chat.completions.create(model="mock/echo", messages=[{"role": "user", "content": content}])
        assert "What is it?" in answer.choices[0].message.content
