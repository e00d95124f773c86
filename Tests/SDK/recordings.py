"""Recorded exchanges of real providers, where they lie beside the project: which there are, what each one tells, and a
server that answers with them. The model asked for names the recording."""

import contextlib
import functools
import http.server
import json
import os
import pathlib
import re
import threading
import urllib.parse
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A sample of each kind by default; LLMGATEWAY_SDK_RECORDINGS=all takes every one.
SAMPLE = 80
KINDS = {
    "openai": (re.compile("openai$"), {"chat.completions"}),
    "openai-compatible": (re.compile("compat-|mistral$|ollama$|huggingface$"), {"chat.completions"}),
    "anthropic": (re.compile("anthropic$"), {"messages"}),
    "gemini": (re.compile("gemini$"), {"generateContent", "streamGenerateContent"}),
    "bedrock": (re.compile("bedrock$"), {"converse", "converse-stream"}),
}


def folder():
    candidates = [os.environ.get("LLMGATEWAY_TEST_DATA"), ROOT.parent / "shared" / "data"]
    found = [pathlib.Path(path) for path in candidates if path and (pathlib.Path(path) / "recordings").is_dir()]
    return found[0] / "recordings" if found else None


def listed(kind, failed=False):
    """The names of the good or failed exchanges of a kind, in the order of the digests in their names: a sample is a
    prefix."""
    if not folder():
        return []
    provider, endpoints = KINDS[kind]
    index = json.loads((folder() / "index.json").read_text())["exchanges"]
    chosen = [
        entry["file"] for entry in index
        if provider.match(entry["provider"]) and entry["endpoint"] in endpoints
        and (entry["status"] >= 400 if failed else entry["status"] == 200)
        and entry["kind"] in ("full", "response-only", "response-events")
        and (failed or entry["wire"] in ("json", "sse", "events", "eventstream"))
    ]
    chosen.sort(key=lambda file: file.rsplit("-", 1)[1])
    return chosen if os.environ.get("LLMGATEWAY_SDK_RECORDINGS") == "all" else chosen[:SAMPLE]


def text(body):
    """A recorded body; those of chats are text."""
    return body["data"] if body and body["encoding"] == "utf-8" else ""


class Recording:
    def __init__(self, file):
        self.json = json.loads((folder() / file).read_text())
        self.is_stream = self.json["wire"] in ("sse", "events")
        response = self.json["response"]
        named = self.json["provider"] == "anthropic"
        if "events" in response:
            name = lambda event: f"event: {json.loads(event)['type']}\n" if named else ""
            self.body = "".join(f"{name(event)}data: {event}\n\n" for event in response["events"])
            if self.json["endpoint"] == "chat.completions":
                self.body += "data: [DONE]\n\n"
        else:
            self.body = text(response["body"])

    @property
    def events(self):
        """The data of each event, as JSON."""
        blocks = re.split(r"\r?\n\r?\n", self.body)
        datas = ["\n".join(re.findall(r"^data: ?(.*?)\r?$", block, re.M)) for block in blocks]
        return [json.loads(data) for data in datas if data and data != "[DONE]"]

    def is_cut(self, told):
        """Whether a stream has neither a finish reason nor its end mark."""
        marks = ("data: [DONE]", "message_stop")
        return self.is_stream and not told.finishes and not any(mark in self.body for mark in marks)

    @property
    def request(self):
        """The recorded chat request in OpenAI's form, or nothing."""
        if self.json["endpoint"] != "chat.completions" or not self.json.get("request"):
            return None
        return json.loads(text(self.json["request"]["body"]) or "null")


load = functools.cache(Recording)


@dataclass
class Told:
    """What an answer tells: per choice its text, calls and finish; its count of tokens."""

    texts: dict = field(default_factory=dict)
    calls: dict = field(default_factory=dict)
    finishes: dict = field(default_factory=dict)
    prompt: int | None = None
    completion: int | None = None

    def say(self, index, text):
        self.texts[index] = self.texts.get(index, "") + (text or "")

    def call(self, index, name, arguments):
        self.calls.setdefault(index, []).append((name, arguments))


def arguments(text):
    """Compared as values: spaces and key order are the writer's."""
    try:
        return json.loads(text or "{}")
    except ValueError:
        return text


@contextlib.contextmanager
def serving():
    """A provider that answers with recordings; yields its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Replay)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


class Replay(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    dropped = {"content-length", "transfer-encoding", "connection", "date", "content-encoding", "server"}

    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        path = urllib.parse.unquote(self.path)
        named = re.search(r"/models/(.+):(?:stream)?[gG]enerateContent", path)
        recording = load(named[1] if named else asked["model"])
        body = recording.body.encode()
        self.send_response(recording.json["response"]["status"])
        recorded = recording.json["response"].get("headers") or []
        kept = [(name, value) for name, value in recorded if name.lower() not in self.dropped]
        if not any(name.lower() == "content-type" for name, _ in kept):
            kept.append(("Content-Type", "text/event-stream" if recording.is_stream else "application/json"))
        for name, value in kept:
            self.send_header(name, value)
        if not recording.is_stream:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        # The recorded borders are not known: any will do, also inside a character.
        size = 1 + len(body) % 257
        for start in range(0, len(body), size):
            piece = body[start : start + size]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")
