"""Failures: the SDK's own exception classes, its retries and time-outs, and what an error body holds."""

import time
import urllib.request

import cohere
import openai
import pytest

from conftest import KEY, NARROW_KEY

QUESTION = [{"role": "user", "content": "hello out there, all of you"}]


def ask(client, model, **options):
    return client.chat.completions.create(**{"model": model, "messages": QUESTION} | options)


@pytest.mark.parametrize("streamed", [False, True], ids=["unary", "streamed"])
@pytest.mark.parametrize(
    "status, expected, kept",
    [
        (400, openai.BadRequestError, 400), (404, openai.NotFoundError, 404), (409, openai.ConflictError, 409),
        (413, openai.APIStatusError, 413), (422, openai.UnprocessableEntityError, 422),
        (429, openai.RateLimitError, 429), (401, openai.InternalServerError, 502),
        (403, openai.InternalServerError, 502), (500, openai.InternalServerError, 502),
        (503, openai.InternalServerError, 503), (529, openai.InternalServerError, 503),
    ],
)
def test_an_upstream_error_is_the_exception_the_sdk_has_for_it(client, upstream, status, expected, kept, streamed):
    with pytest.raises(expected) as caught:
        ask(client, f"{upstream}/error-{status}", stream=streamed)
    told = caught.value.body
    assert caught.value.status_code == kept
    assert told["message"] and told["source"] == f"provider:{upstream}" and told["hint"]
    assert told["request_id"] == caught.value.request_id
    assert "/errors/" in told["doc_url"]
    with urllib.request.urlopen(told["doc_url"]) as page:
        assert page.status == 200
    wait = {429: "7", 503: "7"}.get(status)
    assert caught.value.response.headers.get("retry-after") == wait


@pytest.mark.parametrize("scenario", ["html", "empty", "malformed", "error-in-200"])
def test_an_answer_that_is_none_is_a_bad_gateway(client, upstream, scenario):
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client, f"{upstream}/{scenario}")
    assert caught.value.status_code == 502
    assert caught.value.body["source"] == f"provider:{upstream}"


@pytest.mark.parametrize("scenario", ["cut", "no-end", "malformed", "error-in-200", "html", "empty"])
def test_a_stream_without_its_end_is_an_error_and_no_end(client, upstream, scenario):
    seen = []
    with pytest.raises(openai.APIError):
        for chunk in ask(client, f"{upstream}/{scenario}", stream=True):
            seen.append(chunk)
    assert all(chunk.choices[0].finish_reason is None for chunk in seen if chunk.choices)
    if scenario in ("cut", "no-end"):
        assert any(chunk.choices[0].delta.content for chunk in seen if chunk.choices), "what came before must arrive"


@pytest.mark.parametrize("scenario", ["cut", "no-end"])
def test_a_broken_stream_at_coheres_door_ends_with_its_error(gateway, upstream, scenario):
    client = cohere.ClientV2(api_key=KEY, base_url=gateway, timeout=20)
    events = list(client.chat_stream(
        model=f"{upstream}/{scenario}", messages=QUESTION, request_options={"max_retries": 0}))
    assert events and events[-1].type == "message-end", "its SDK passes over events that it does not know"
    assert events[-1].delta.finish_reason == "ERROR" and events[-1].delta.error


def test_a_cut_unary_answer_is_a_bad_gateway(client, upstream):
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client, f"{upstream}/cut")
    assert caught.value.status_code == 502


def test_a_wrong_key_is_an_authentication_error(make_client):
    with pytest.raises(openai.AuthenticationError) as caught:
        ask(make_client(api_key="sk-test-wrong-0123456789abcdef"), "mock/echo")
    assert caught.value.body["code"] == "invalid_api_key" and caught.value.body["source"] == "client"


def test_a_model_that_the_key_may_not_use_is_refused(make_client):
    with pytest.raises(openai.PermissionDeniedError):
        ask(make_client(api_key=NARROW_KEY), "mock/echo")


def test_an_unknown_model_names_its_neighbours(client):
    with pytest.raises(openai.NotFoundError) as caught:
        ask(client, "mock-echo")
    assert "mock/echo" in str(caught.value.body)


def test_a_model_the_provider_does_not_know_is_the_providers_404(client, upstream):
    with pytest.raises(openai.NotFoundError) as caught:
        ask(client, f"{upstream}/unheard-of")
    assert caught.value.body["source"] == f"provider:{upstream}"


def test_a_wrong_type_is_a_bad_request_that_names_the_member(client, upstream):
    with pytest.raises(openai.BadRequestError) as caught:
        ask(client, f"{upstream}/echo", extra_body={"messages": "hello"})
    assert caught.value.body["param"] == "messages"


def test_a_provider_that_cannot_be_reached_is_a_bad_gateway(client):
    with pytest.raises(openai.InternalServerError) as caught:
        ask(client, "dead/echo")
    assert caught.value.status_code == 502 and caught.value.body["source"] == "provider:dead"


def test_the_sdk_retries_a_rate_limit_after_the_wait_it_is_told(make_client, upstream):
    started = time.monotonic()
    with pytest.raises(openai.RateLimitError) as caught:
        ask(make_client(max_retries=1), f"{upstream}/error-429-after-1")
    assert caught.value.response.request.headers["x-stainless-retry-count"] == "1"
    assert caught.value.response.headers["retry-after"] == "1"
    assert time.monotonic() - started >= 0.9


def test_the_sdk_does_not_retry_a_bad_request(make_client, upstream):
    with pytest.raises(openai.BadRequestError) as caught:
        ask(make_client(max_retries=3), f"{upstream}/error-400")
    assert caught.value.response.request.headers["x-stainless-retry-count"] == "0"


def test_the_sdk_times_out_on_a_model_that_hangs(make_client, upstream):
    with pytest.raises(openai.APITimeoutError):
        ask(make_client(timeout=0.3), f"{upstream}/hang")


def test_the_sdk_times_out_between_two_pieces(make_client, upstream):
    with pytest.raises(openai.APITimeoutError if upstream else openai.APIError):
        list(ask(make_client(timeout=0.3), f"{upstream}/slow-2000", stream=True))


def test_the_connection_serves_on_after_a_failure(client, upstream):
    for scenario in ("error-429", "cut", "malformed"):
        with pytest.raises(openai.APIStatusError):
            ask(client, f"{upstream}/{scenario}")
        assert ask(client, f"{upstream}/echo").choices[0].finish_reason == "stop"
