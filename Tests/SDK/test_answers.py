"""Answers: unary, streamed, async; the same text each way."""

import asyncio

import openai
import pytest

QUESTION = [{"role": "user", "content": "Say: über-größe, 漢字, 🙂"}]
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def ask(client, upstream, scenario="echo", **options):
    return client.chat.completions.create(**{"model": f"{upstream}/{scenario}", "messages": QUESTION} | options)


def joined(chunks):
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_a_unary_answer_echoes_the_question(client, upstream):
    answer = ask(client, upstream)
    assert answer.object == "chat.completion"
    assert answer.choices[0].message.content == QUESTION[0]["content"]
    assert answer.choices[0].message.role == "assistant"
    assert answer.choices[0].finish_reason == "stop"
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens) == (4, 4, 8)


def test_a_stream_joins_to_the_unary_answer(client, upstream):
    chunks = list(ask(client, upstream, stream=True))
    assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) >= 3
    assert joined(chunks) == ask(client, upstream).choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert len({chunk.id for chunk in chunks}) == 1
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"


def test_usage_comes_in_a_stream_only_when_it_is_asked_for(client, upstream):
    silent = list(ask(client, upstream, stream=True))
    assert all(chunk.usage is None and chunk.choices for chunk in silent)
    counted = list(ask(client, upstream, stream=True, stream_options={"include_usage": True}))
    assert counted[-1].choices == [] and counted[-1].usage.total_tokens == 8


def test_async_calls_answer_side_by_side(make_client, upstream):
    async def run():
        async with make_client(openai.AsyncOpenAI) as client:
            answers = await asyncio.gather(*(ask(client, upstream) for _ in range(20)))
            stream = await ask(client, upstream, stream=True)
            chunks = [chunk async for chunk in stream]
        return answers, chunks

    answers, chunks = asyncio.run(run())
    assert {answer.choices[0].message.content for answer in answers} == {joined(chunks)}


def test_models_are_listed_and_found(client, upstream):
    assert "mock/echo" in {model.id for model in client.models.list()}
    assert client.models.retrieve(f"{upstream}/echo").id == f"{upstream}/echo"


def test_raw_headers_name_the_call(client, upstream):
    raw = client.chat.completions.with_raw_response.create(model=f"{upstream}/echo", messages=QUESTION)
    assert raw.headers["x-request-id"] == raw.parse()._request_id
    assert raw.headers["x-llmgateway-provider"] == upstream
    assert raw.headers["x-llmgateway-model"] == "echo"
    assert raw.headers["x-llmgateway-attempts"] == "1"
    assert float(raw.headers["x-llmgateway-overhead-ms"]) >= 0
    assert raw.headers.get("x-llmgateway-cost-usd") == {"mock": "0.05", "as-anthropic": "0.00004"}.get(upstream)
    again = client.chat.completions.with_raw_response.create(model=f"{upstream}/echo", messages=QUESTION)
    assert again.headers["x-request-id"] != raw.headers["x-request-id"]


def test_streamed_responses_have_their_headers_first(client, upstream):
    options = {"model": f"{upstream}/echo", "messages": QUESTION, "stream": True}
    with client.chat.completions.with_streaming_response.create(**options) as raw:
        assert raw.headers["content-type"].startswith("text/event-stream")
        assert raw.headers["x-llmgateway-provider"] == upstream
        lines = [line for line in raw.iter_lines() if line]
    assert lines[-1] == "data: [DONE]"


def image(url):
    content = [{"type": "text", "text": "What is it? "}, {"type": "image_url", "image_url": {"url": url}}]
    return [{"role": "user", "content": content}]


def test_images_are_taken_as_bytes(client, upstream):
    answer = ask(client, upstream, messages=image(f"data:image/png;base64,{PIXEL}"))
    assert answer.choices[0].message.content == "What is it? [image]"


def test_images_are_taken_by_url_where_the_provider_takes_urls(client, upstream):
    messages = image("https://example.com/cat.png")
    if upstream == "as-gemini":
        with pytest.raises(openai.BadRequestError) as caught:
            ask(client, upstream, messages=messages)
        assert caught.value.body["param"].startswith("messages") and caught.value.body["hint"]
    else:
        assert ask(client, upstream, messages=messages).choices[0].message.content == "What is it? [image]"


def test_an_answer_cut_by_its_limit_says_length(client, upstream):
    answer = ask(client, upstream, max_completion_tokens=2)
    assert answer.choices[0].message.content == "Say: über-größe,"
    assert answer.choices[0].finish_reason == "length"
    assert [c.choices[0].finish_reason for c in ask(client, upstream, max_tokens=2, stream=True)][-1] == "length"


def test_reasoning_comes_beside_the_answer(client, upstream):
    answer = ask(client, upstream, "reasoning", reasoning_effort="low")
    message = answer.choices[0].message
    assert message.content == QUESTION[0]["content"]
    assert message.model_extra["reasoning_content"] == "I say it again."
    chunks = ask(client, upstream, "reasoning", stream=True)
    thoughts = [chunk.choices[0].delta.model_extra.get("reasoning_content") for chunk in chunks]
    assert "".join(filter(None, thoughts)) == "I say it again."


def test_system_and_earlier_turns_are_taken(client, upstream):
    messages = [
        {"role": "system", "content": "Be brief."}, {"role": "user", "content": "one"},
        {"role": "assistant", "content": "two"}, {"role": "user", "content": "three"}]
    answer = ask(client, upstream, messages=messages)
    assert answer.choices[0].message.content == "three"


def test_the_next_target_answers_when_the_first_ones_fail(client, upstream):
    raw = client.chat.completions.with_raw_response.create(model=f"fallback-{upstream}", messages=QUESTION)
    assert raw.headers["x-llmgateway-attempts"] == "3"
    assert raw.headers["x-llmgateway-provider"] == upstream
    assert raw.parse().choices[0].message.content == QUESTION[0]["content"]
    assert joined(ask(client, upstream, model=f"fallback-{upstream}", stream=True)) == QUESTION[0]["content"]


def test_a_slow_stream_arrives_piece_by_piece(client, upstream):
    assert joined(ask(client, upstream, "slow-5", stream=True)) == QUESTION[0]["content"]


def test_what_a_provider_cannot_take_is_named_or_refused(client, upstream):
    options = {"model": f"{upstream}/echo", "messages": QUESTION, "logit_bias": {"50256": -100}}
    raw = client.chat.completions.with_raw_response.create(**options)
    if upstream in ("as-anthropic", "as-gemini"):
        assert raw.headers["x-llmgateway-dropped"] == "logit_bias"
        with pytest.raises(openai.BadRequestError) as caught:
            client.chat.completions.create(**options, extra_headers={"x-llmgateway-strict": "true"})
        assert caught.value.body["param"] == "logit_bias" and caught.value.body["code"] == "unsupported_parameter"
    else:
        assert "x-llmgateway-dropped" not in raw.headers
        client.chat.completions.create(**options, extra_headers={"x-llmgateway-strict": "true"})


def test_documents_are_taken_as_bytes(client, upstream):
    file = {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBERi0xLjQK"}
    content = [{"type": "text", "text": "Read it. "}, {"type": "file", "file": file}]
    answer = ask(client, upstream, messages=[{"role": "user", "content": content}])
    assert answer.choices[0].message.content == "Read it. [document]"


def test_several_answers_are_counted_or_refused(client, upstream):
    if upstream == "as-anthropic":
        with pytest.raises(openai.BadRequestError) as caught:
            ask(client, upstream, n=2)
        assert caught.value.body["param"] == "n"
    else:
        answer = ask(client, upstream, n=2)
        assert [choice.index for choice in answer.choices] == [0, 1]
        assert answer.usage.completion_tokens == 8
        chunks = list(ask(client, upstream, n=2, stream=True))
        assert {chunk.choices[0].index for chunk in chunks} == {0, 1}


def test_a_header_chooses_the_built_in_mocks_scenario(client):
    with pytest.raises(openai.RateLimitError) as caught:
        ask(client, "mock", extra_headers={"x-mock-scenario": "error-429-after-3"})
    assert caught.value.response.headers["retry-after"] == "3"


def test_an_unknown_member_reaches_a_provider_of_the_same_dialect(client, upstream):
    raw = client.chat.completions.with_raw_response.create(
        model=f"{upstream}/echo", messages=QUESTION, extra_body={"tomorrows_member": {"a": 1}})
    dropped = raw.headers.get("x-llmgateway-dropped")
    assert dropped == ("tomorrows_member" if upstream in ("as-anthropic", "as-gemini") else None)
