"""boto3 as the judge of what Bedrock is sent and of what its answers mean: the same conversation through boto3 and
through the gateway, at a server in Bedrock's place."""

import json

import boto3
import openai
import pytest
from botocore import auth, awsrequest, config, credentials, parsers, validate

import bedrock_conversations
import bedrock_upstream
import recordings
import servers
import telling

KEY = "sk-test-0123456789abcdef0123456789"
ID, SECRET, TOKEN, REGION = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "token/of+a==loan", "us-east-1"
ANSWER = {
    "output": {"message": {"role": "assistant", "content": [{"text": "ok"}]}}, "stopReason": "end_turn",
    "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}, "metrics": {"latencyMs": 1}}
EVENTS = [
    {"messageStart": {"role": "assistant"}},
    {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "Let me see: "}}},
    {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "über 漢字"}}},
    {"contentBlockStop": {"contentBlockIndex": 0}},
    {"contentBlockStart": {"contentBlockIndex": 1, "start": {"toolUse": {"toolUseId": "t1", "name": "weather"}}}},
    {"contentBlockDelta": {"contentBlockIndex": 1, "delta": {"toolUse": {"input": '{"city":'}}}},
    {"contentBlockDelta": {"contentBlockIndex": 1, "delta": {"toolUse": {"input": '"Paris"}'}}}},
    {"contentBlockStop": {"contentBlockIndex": 1}},
    {"messageStop": {"stopReason": "tool_use"}},
    {"metadata": {"usage": {"inputTokens": 5, "outputTokens": 7, "totalTokens": 12}, "metrics": {"latencyMs": 1}}},
]


@pytest.fixture(scope="module")
def upstream():
    with bedrock_upstream.serving() as upstream:
        yield upstream


@pytest.fixture(scope="module")
def client(upstream, tmp_path_factory):
    providers = [
        {"id": "bedrock", "kind": "bedrock", "base_url": upstream.address, "region": REGION, "access_key_id": ID,
         "secret_access_key": SECRET},
        {"id": "lent", "kind": "bedrock", "base_url": upstream.address, "region": "eu-west-3", "access_key_id": ID,
         "secret_access_key": SECRET, "session_token": TOKEN}]
    configuration = {
        "server": {"port": 0}, "auth": {"keys": [{"name": "suite", "key": KEY}]}, "providers": providers}
    with servers.serving(configuration, tmp_path_factory.mktemp("bedrock")) as url:
        yield openai.OpenAI(base_url=url + "/v1", api_key=KEY, max_retries=0, timeout=20)


@pytest.fixture(scope="module")
def boto(upstream):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
            patch.setenv(name, "/dev/null")
        patch.delenv("AWS_BEARER_TOKEN_BEDROCK", raising=False)
        yield boto3.client(
            "bedrock-runtime", endpoint_url=upstream.address, region_name=REGION, aws_access_key_id=ID,
            aws_secret_access_key=SECRET, config=config.Config(retries={"max_attempts": 0}))


def check_signature(request, upstream, region=REGION, token=None):
    """Signs what arrived anew, with botocore, and compares."""
    scheme, _, rest = request["authorization"].partition(" ")
    told = dict(part.split("=", 1) for part in rest.split(", "))
    names = told["SignedHeaders"].split(";")
    assert scheme == "AWS4-HMAC-SHA256" and names == sorted(names) and {"host", "x-amz-date"} <= set(names)
    signer = auth.SigV4Auth(credentials.Credentials(ID, SECRET, token), "bedrock", region)
    again = awsrequest.AWSRequest(request.method, upstream.address + request.path, data=request.body)
    for name, value in request.fields:
        if name.lower() in names:
            again.headers.add_header(name, value)
    again.context["timestamp"] = request["x-amz-date"]
    text = signer.string_to_sign(again, signer.canonical_request(again))
    assert told["Credential"] == f"{ID}/{signer.credential_scope(again)}"
    assert told["Signature"] == signer.signature(text, again)
    if token:
        assert request["x-amz-security-token"] == token and "x-amz-security-token" in names


@pytest.mark.parametrize("streamed", [False, True], ids=["unary", "streamed"])
@pytest.mark.parametrize("name", bedrock_conversations.ALL)
def test_bedrock_is_sent_what_boto3_sends_it(client, boto, upstream, name, streamed):
    ours, theirs = bedrock_conversations.ALL[name]
    upstream.answer = (200, bedrock_upstream.STREAM, bedrock_upstream.stream(EVENTS)) if streamed else (
        200, "application/json", json.dumps(ANSWER).encode())
    (boto.converse_stream if streamed else boto.converse)(**theirs)
    expected = upstream.take()
    answer = client.chat.completions.create(**ours, stream=streamed)
    if streamed:
        list(answer)
    sent = upstream.take()
    assert (sent.method, sent.path) == (expected.method, expected.path)
    assert sent.json == expected.json
    assert sent["content-type"] == expected["content-type"]
    check_signature(expected, upstream)
    check_signature(sent, upstream)


def test_a_lent_key_and_another_region_are_signed(client, upstream):
    upstream.answer = (200, "application/json", json.dumps(ANSWER).encode())
    client.chat.completions.create(model="lent/m", messages=[{"role": "user", "content": "hi"}])
    check_signature(upstream.take(), upstream, "eu-west-3", TOKEN)


def test_the_check_of_signatures_can_fail(client, upstream):
    upstream.answer = (200, "application/json", json.dumps(ANSWER).encode())
    client.chat.completions.create(model="bedrock/m", messages=[{"role": "user", "content": "hi"}])
    request = upstream.take()
    request.body += b" "
    with pytest.raises(AssertionError):
        check_signature(request, upstream)


def test_a_stream_means_what_botocore_reads_in_it(client, boto, upstream):
    upstream.answer = 200, bedrock_upstream.STREAM, bedrock_upstream.stream(EVENTS)
    expected = telling.bedrock(boto.converse_stream(modelId="m", messages=[])["stream"])
    assert expected.texts == {0: "Let me see: über 漢字"} and expected.calls == {0: [("weather", {"city": "Paris"})]}
    assert told(client, streamed=True) == expected
    upstream.requests.clear()


def told(client, streamed):
    options = {"stream": True, "stream_options": {"include_usage": True}} if streamed else {}
    answer = client.chat.completions.create(model="bedrock/m", messages=[{"role": "user", "content": "hi"}], **options)
    return telling.openai([piece.to_dict(warnings=False) for piece in (answer if streamed else [answer])])


def test_an_exception_in_a_stream_is_an_error(client, boto, upstream):
    broken = bedrock_upstream.frame(
        {":exception-type": "throttlingException", ":content-type": "application/json", ":message-type": "exception"},
        b'{"message":"Too many tokens, please wait."}')
    upstream.answer = 200, bedrock_upstream.STREAM, bedrock_upstream.stream(EVENTS[:2]) + broken
    with pytest.raises(boto.exceptions.ClientError):
        list(boto.converse_stream(modelId="m", messages=[])["stream"])
    with pytest.raises(openai.APIError, match="Too many tokens, please wait."):
        told(client, streamed=True)
    upstream.requests.clear()


RECORDED = recordings.listed("bedrock")
FAILED = recordings.listed("bedrock", failed=True)
STATUSES = {401: 502, 402: 502, 403: 502}
needs_recordings = pytest.mark.skipif(
    not RECORDED, reason="test data absent (LLMGATEWAY_TEST_DATA, ../shared/data): boto3 meets no recordings")


@needs_recordings
@pytest.mark.parametrize("file", RECORDED)
def test_a_recorded_answer_means_what_boto3_reads_in_it(client, boto, upstream, file):
    recording = recordings.load(file).json
    upstream.answer = bedrock_upstream.recorded(recording["response"])
    streamed = recording["endpoint"] == "converse-stream"
    try:
        if streamed:
            expected = telling.bedrock(boto.converse_stream(modelId="m", messages=[])["stream"])
        else:
            expected = telling.bedrock([boto.converse(modelId="m", messages=[])])
    except parsers.ResponseParserError as refused:
        upstream.requests.clear()
        # Without what boto3 reads in it there is nothing to compare with.
        pytest.skip(f"boto3 refuses this recording itself: {refused}")
    assert told(client, streamed) == expected
    upstream.requests.clear()


@needs_recordings
@pytest.mark.parametrize("file", FAILED)
def test_a_recorded_error_keeps_boto3s_message(client, boto, upstream, file):
    upstream.answer = bedrock_upstream.recorded(recordings.load(file).json["response"])
    with pytest.raises(boto.exceptions.ClientError) as expected:
        boto.converse(modelId="m", messages=[])
    with pytest.raises(openai.APIStatusError) as caught:
        told(client, streamed=False)
    status = expected.value.response["ResponseMetadata"]["HTTPStatusCode"]
    assert caught.value.status_code == STATUSES.get(status, status)
    # What is wrong with the gateway's own credential is nothing for its callers.
    assert status in STATUSES or expected.value.response["Error"]["Message"] in str(caught.value.body)
    upstream.requests.clear()


ASKED = [file for kind in ("openai", "openai-compatible") for file in recordings.listed(kind)]


@needs_recordings
@pytest.mark.parametrize("file", ASKED)
def test_a_recorded_question_is_a_request_by_botocores_model(client, boto, upstream, file):
    """Every member, and the type of each, as the service's own description has it; and a signature that holds."""
    request = recordings.load(file).request
    if request is None:
        # Some recordings hold the answer alone: there is no question to ask again.
        pytest.skip("recorded without its request")
    upstream.answer = (200, "application/json", json.dumps(ANSWER).encode())
    ours = ("model", "messages", "stream", "stream_options")
    options = {key: value for key, value in request.items() if key not in ours}
    try:
        client.chat.completions.create(
            model=f"bedrock/{bedrock_conversations.CLAUDE}", messages=request["messages"], extra_body=options)
    except openai.BadRequestError as refused:
        assert refused.body["param"] and refused.body["hint"] and not upstream.requests
        return
    sent = upstream.take()
    shape = boto.meta.service_model.operation_model("Converse").input_shape
    report = validate.ParamValidator().validate({"modelId": "m", **sent.json}, shape)
    assert not report.has_errors(), report.generate_report()
    check_signature(sent, upstream)
