"""Failures: the SDK's own exception classes, its retries and time-outs, and what an error body holds."""

import time

import openai
import pytest

from conftest import NARROW_KEY

QUESTION = [{"role": "user", "content": "hello"}]


def ask(client, model, **options):
    return client.chat.completions.create(model=model, messages=QUESTION, **options)


@pytest.mark.parametrize(
    "status, expected",
    [
        (400, openai.BadRequestError), (404, openai.NotFoundError), (409, openai.ConflictError),
        (422, openai.UnprocessableEntityError), (429, openai.RateLimitError), (500, openai.InternalServerError),
        (503, openai.InternalServerError),
    ],
)
def test_an_upstream_error_is_the_exception_the_sdk_has_for_it(client, status, expected):
    with pytest.raises(expected) as caught:
        ask(client, f"mock/error-{status}")
    told = caught.value.body
    assert caught.value.status_code == (502 if status == 500 else status)
    assert told["message"] and told["source"] == "provider:mock" and told["request_id"] and told["hint"]
    assert told["request_id"] == caught.value.request_id


def test_a_wrong_key_is_an_authentication_error(make_client):
    with pytest.raises(openai.AuthenticationError) as caught:
        ask(make_client(api_key="sk-test-wrong-0123456789abcdef"), "mock/echo")
    assert caught.value.body["code"] and caught.value.body["source"] != "upstream"


def test_a_model_that_the_key_may_not_use_is_refused(make_client):
    with pytest.raises(openai.PermissionDeniedError):
        ask(make_client(api_key=NARROW_KEY), "mock/echo")


def test_an_unknown_model_names_its_neighbours(client):
    with pytest.raises(openai.NotFoundError) as caught:
        ask(client, "mock-echo")
    assert "mock/echo" in str(caught.value.body)


def test_a_wrong_type_is_a_bad_request_that_names_the_member(client):
    with pytest.raises(openai.BadRequestError) as caught:
        ask(client, "mock/echo", extra_body={"messages": "hello"})
    assert caught.value.body["param"] == "messages"


def test_the_sdk_retries_a_rate_limit(make_client):
    client = make_client(max_retries=1)
    started = time.monotonic()
    with pytest.raises(openai.RateLimitError) as caught:
        ask(client, "mock/error-429")
    assert caught.value.response.request.headers["x-stainless-retry-count"] == "1"
    wait = caught.value.response.headers.get("retry-after")
    assert wait is None or time.monotonic() - started >= min(int(wait), 60) * 0.9


def test_the_sdk_times_out_on_a_model_that_hangs(make_client):
    with pytest.raises(openai.APITimeoutError):
        ask(make_client(timeout=0.5), "mock/hang")


def test_a_stream_that_breaks_off_is_an_error_and_not_an_end(client):
    seen = []
    with pytest.raises(openai.APIError):
        for chunk in ask(client, "mock/cut", stream=True):
            seen.append(chunk)
    assert seen, "the part before the cut must arrive"
    assert all(chunk.choices[0].finish_reason is None for chunk in seen if chunk.choices)


def test_the_connection_serves_on_after_a_failure(client):
    with pytest.raises(openai.APIStatusError):
        ask(client, "mock/error-429")
    assert ask(client, "mock/echo").choices[0].finish_reason == "stop"
