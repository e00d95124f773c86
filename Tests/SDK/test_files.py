"""Files and batches: kept and run by the gateway itself, relayed to a provider that has them, and over a restart."""

import contextlib
import http.server
import json
import re
import threading
import time

import openai
import pytest

import servers
from conftest import KEY, NARROW_KEY


def line(id, model="mock/echo", text=None, url="/v1/chat/completions"):
    body = {"model": model, "messages": [{"role": "user", "content": text or f"say {id}"}]}
    if url == "/v1/embeddings":
        body = {"model": model, "input": text or id}
    return json.dumps({"custom_id": id, "method": "POST", "url": url, "body": body}, ensure_ascii=False)


def upload(client, lines, **options):
    return client.files.create(file=("in.jsonl", "\n".join(lines).encode()), purpose="batch", **options)


def begin(client, file, endpoint="/v1/chat/completions", **options):
    return client.batches.create(input_file_id=file.id, endpoint=endpoint, completion_window="24h", **options)


def ended(client, batch, seconds=30):
    deadline = time.monotonic() + seconds
    while batch.status not in ("completed", "failed", "cancelled", "expired"):
        assert time.monotonic() < deadline, batch
        time.sleep(0.02)
        batch = client.batches.retrieve(batch.id)
    return batch


def results(client, file):
    return {result["custom_id"]: result for result in map(json.loads, client.files.content(file).text.splitlines())}


def test_a_file_comes_back_as_it_was_sent(client):
    content = "ü\r\n\0--boundary\n".encode()
    file = client.files.create(
        file=("notes.txt", content), purpose="user_data", expires_after={"anchor": "created_at", "seconds": 3600})
    assert (file.object, file.bytes, file.filename, file.purpose) == ("file", len(content), "notes.txt", "user_data")
    assert file.expires_at == file.created_at + 3600
    assert client.files.retrieve(file.id) == file
    assert client.files.content(file.id).read() == content
    assert file.id in {listed.id for listed in client.files.list(purpose="user_data", limit=1)}
    assert file.id not in {listed.id for listed in client.files.list(purpose="batch")}
    assert client.files.delete(file.id).deleted
    with pytest.raises(openai.NotFoundError):
        client.files.retrieve(file.id)


def test_a_larger_file_is_streamed_back(client):
    content = bytes(range(256)) * 20_000
    file = client.files.create(file=("large.bin", content), purpose="user_data")
    assert client.files.content(file.id).read() == content


def test_a_batch_of_twenty_lines_is_run(client):
    file = upload(client, [line(f"line-{number}", text=f"número {number}") for number in range(20)])
    batch = begin(client, file, metadata={"night": "run"})
    assert batch.status == "validating" and batch.metadata == {"night": "run"}
    batch = ended(client, batch)
    assert batch.status == "completed" and batch.error_file_id is None
    assert (batch.request_counts.total, batch.request_counts.completed, batch.request_counts.failed) == (20, 20, 0)
    found = results(client, batch.output_file_id)
    assert {found[f"line-{number}"]["response"]["body"]["choices"][0]["message"]["content"] for number in range(20)} == {
        f"número {number}" for number in range(20)}
    assert all(result["response"]["status_code"] == 200 and result["error"] is None for result in found.values())
    assert client.files.retrieve(batch.output_file_id).purpose == "batch_output"
    assert batch.id in {listed.id for listed in client.batches.list(limit=1)}


def test_lines_that_fail_are_in_the_error_file(client):
    batch = ended(client, begin(client, upload(client, [line("good"), line("bad", "mock/error-400"), line("none", "nobody/x")])))
    assert batch.status == "completed"
    assert (batch.request_counts.completed, batch.request_counts.failed) == (1, 2)
    assert set(results(client, batch.output_file_id)) == {"good"}
    errors = results(client, batch.error_file_id)
    assert errors["bad"]["response"]["status_code"] == 400
    assert errors["none"]["response"]["body"]["error"]["code"] == "model_not_found"


def test_embeddings_in_a_batch(client):
    url = "/v1/embeddings"
    batch = ended(client, begin(client, upload(client, [line("a", url=url), line("b", url=url)]), url))
    vectors = results(client, batch.output_file_id)
    assert len(vectors["a"]["response"]["body"]["data"][0]["embedding"]) > 0


def test_a_file_that_cannot_be_run_names_its_lines(client):
    batch = ended(client, begin(client, upload(client, [line("a"), "nonsense", line("a")])))
    assert batch.status == "failed"
    assert [(problem.line, problem.code) for problem in batch.errors.data] == [
        (2, "invalid_json_line"), (3, "duplicate_custom_id")]


def test_files_and_batches_are_their_keys_alone(client, make_client):
    other = make_client(api_key=NARROW_KEY)
    file = upload(client, [line("a")])
    batch = ended(client, begin(client, file))
    for look in (
        lambda: other.files.retrieve(file.id), lambda: other.files.content(batch.output_file_id),
        lambda: other.files.delete(file.id), lambda: other.batches.retrieve(batch.id),
        lambda: other.batches.cancel(batch.id), lambda: begin(other, file),
    ):
        with pytest.raises(openai.NotFoundError):
            look()
    assert file.id not in {listed.id for listed in other.files.list()}
    assert batch.id not in {listed.id for listed in other.batches.list()}
    # Its lines may use what the key may use.
    mine = ended(other, begin(other, upload(other, [line("a", "mock/echo"), line("b", "mock/tools")])))
    assert results(other, mine.error_file_id)["a"]["response"]["status_code"] == 403
    assert set(results(other, mine.output_file_id)) == {"b"}


def test_an_unknown_file_and_endpoint_are_told(client):
    with pytest.raises(openai.NotFoundError) as caught:
        client.batches.create(input_file_id="file-none", endpoint="/v1/chat/completions", completion_window="24h")
    assert caught.value.code == "file_not_found" and caught.value.param == "input_file_id"
    with pytest.raises(openai.BadRequestError) as caught:
        begin(client, upload(client, [line("a")]), "/v1/audio/speech")
    assert caught.value.param == "endpoint" and "/v1/responses" in caught.value.body["hint"]


class Provider(http.server.BaseHTTPRequestHandler):
    """A provider with files and batches of its own, and a chat that may be held."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_one(self):
        state = self.server.state
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        state["seen"].append((self.command, self.path, self.headers.get("authorization"), body))
        match (self.command, self.path.removeprefix("/v1")):
            case ("POST", "/files"):
                id = f"file-theirs-{len(state['files'])}"
                content = re.search(rb'filename=.*?\r\n\r\n(.*)\r\n--', body, re.S)[1]
                state["files"][id] = content
                return self.send(self.file(id))
            case ("POST", "/batches"):
                order = json.loads(body)
                state["files"]["file-output"] = b'{"custom_id":"a"}\n'
                return self.send(self.batch(order["input_file_id"], "in_progress"))
            case ("GET", "/batches/batch-theirs"):
                return self.send(self.batch("file-theirs-0", "completed"))
            case ("POST", "/batches/batch-theirs/cancel"):
                return self.send(self.batch("file-theirs-0", "cancelling"))
            case ("POST", "/chat/completions"):
                text = json.loads(body)["messages"][0]["content"]
                if state["held"] is not None and len(state["answered"]) >= state["free"]:
                    state["held"].wait(60)
                state["answered"].append(text)
                return self.send({
                    "id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [
                        {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]})
            case (method, path) if (found := re.fullmatch("/files/([^/]+)(/content)?", path)) and found[1] in state["files"]:
                if method == "DELETE":
                    del state["files"][found[1]]
                    return self.send({"id": found[1], "object": "file", "deleted": True})
                return self.send(state["files"][found[1]] if found[2] else self.file(found[1]))
        self.send({"error": {"message": "No such thing.", "type": "invalid_request_error"}}, 404)

    do_GET = do_POST = do_DELETE = handle_one

    def file(self, id):
        return {
            "id": id, "object": "file", "bytes": len(self.server.state["files"][id]), "created_at": 1_700_000_000,
            "filename": "in.jsonl", "purpose": "batch", "status": "processed"}

    def batch(self, input, status):
        return {
            "id": "batch-theirs", "object": "batch", "endpoint": "/v1/chat/completions", "completion_window": "24h",
            "created_at": 1_700_000_000, "input_file_id": input, "status": status,
            "output_file_id": "file-output" if status == "completed" else None}

    def send(self, answer, status=200):
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        try:
            self.send_response(status)
            self.send_header("content-type", "application/octet-stream" if isinstance(answer, bytes) else "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True


@contextlib.contextmanager
def providing(held=None, free=0):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.daemon_threads = True
    server.state = {"seen": [], "files": {}, "answered": [], "held": held, "free": free}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.state, f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        if held is not None:
            held.set()
        server.shutdown()


def configuration(url):
    return {
        "server": {"port": 0, "drain_grace": "500ms"}, "data_dir": "data", "batches": {"concurrency": 2},
        "auth": {"keys": [{"name": "one", "key": KEY}, {"name": "two", "key": NARROW_KEY}]},
        "providers": [{"id": "up", "kind": "openai", "base_url": url, "api_key": "sk-upstream"}],
    }


def client_of(url, key=KEY):
    return openai.OpenAI(base_url=url + "/v1", api_key=key, max_retries=0, timeout=20)


AT_PROVIDER = {"x-llmgateway-provider": "up"}


def test_a_provider_that_has_them_keeps_and_runs_them(tmp_path):
    with providing() as (state, provider), servers.serving(configuration(provider), tmp_path) as gateway:
        one, two = client_of(gateway), client_of(gateway, NARROW_KEY)
        file = upload(one, [line("a", "m")], extra_headers=AT_PROVIDER)
        assert file.id == "file-theirs-0" and state["files"][file.id] == line("a", "m").encode()
        other = upload(two, [line("b", "m")], extra_headers=AT_PROVIDER)
        assert one.files.content(file.id).text == line("a", "m")
        batch = begin(one, file)
        assert batch.id == "batch-theirs" and batch.status == "in_progress"
        assert [listed.status for listed in one.batches.list(extra_headers=AT_PROVIDER)] == ["completed"]
        batch = one.batches.retrieve(batch.id)
        assert one.files.content(batch.output_file_id).text == '{"custom_id":"a"}\n'
        assert one.batches.cancel(batch.id).status == "cancelling"
        assert [listed.id for listed in two.files.list(extra_headers=AT_PROVIDER)] == [other.id]
        for look in (
            lambda: two.files.retrieve(file.id), lambda: two.files.content(batch.output_file_id),
            lambda: two.files.content(file.id, extra_headers=AT_PROVIDER), lambda: two.batches.retrieve(batch.id),
            lambda: begin(two, file), lambda: begin(two, file, extra_headers=AT_PROVIDER),
            lambda: two.files.delete(file.id), lambda: one.files.retrieve(other.id),
        ):
            with pytest.raises(openai.NotFoundError):
                look()
        assert one.files.delete(file.id).deleted
        assert {authorization for _, _, authorization, _ in state["seen"]} == {"Bearer sk-upstream"}


def test_a_restart_goes_on_with_what_has_no_result(tmp_path):
    held = threading.Event()
    with providing(held, free=5) as (state, provider):
        with servers.serving(configuration(provider), tmp_path) as gateway:
            client = client_of(gateway)
            relayed = upload(client, [line("a", "m")], extra_headers=AT_PROVIDER)
            batch = begin(client, upload(client, [line(f"l{number}", "up/m") for number in range(12)]))
            while client.batches.retrieve(batch.id).request_counts.completed < 5:
                time.sleep(0.02)
        before = len(state["seen"])
        held.set()
        with servers.serving(configuration(provider), tmp_path) as gateway:
            client = client_of(gateway)
            batch = ended(client, client.batches.retrieve(batch.id))
            assert batch.status == "completed" and batch.request_counts.completed == 12
            assert set(results(client, batch.output_file_id)) == {f"l{number}" for number in range(12)}
            assert len(state["seen"]) - before == 7
            assert client.files.retrieve(relayed.id).id == relayed.id
            with pytest.raises(openai.NotFoundError):
                client_of(gateway, NARROW_KEY).files.retrieve(relayed.id)


def test_cancelling_keeps_what_was_answered(tmp_path):
    held = threading.Event()
    with providing(held, free=3) as (_, provider), servers.serving(configuration(provider), tmp_path) as gateway:
        client = client_of(gateway)
        batch = begin(client, upload(client, [line(f"l{number}", "up/m") for number in range(12)]))
        while client.batches.retrieve(batch.id).request_counts.completed < 3:
            time.sleep(0.02)
        assert client.batches.cancel(batch.id).status == "cancelling"
        held.set()
        batch = ended(client, batch)
        assert batch.status == "cancelled" and 3 <= batch.request_counts.completed <= 5
        assert len(results(client, batch.output_file_id)) == batch.request_counts.completed
