"""A server in Bedrock's place: keeps each request as it arrived and gives the answer it was told to give; and AWS's
event stream, written."""

import base64
import binascii
import contextlib
import http.server
import json
import struct
import threading
from dataclasses import dataclass

STREAM = "application/vnd.amazon.eventstream"


@dataclass
class Arrived:
    """A request as it came over the wire: the path with its escapes, the fields in their order."""

    method: str
    path: str
    fields: list
    body: bytes

    def __getitem__(self, name):
        [value] = [value for key, value in self.fields if key.lower() == name]
        return value

    @property
    def json(self):
        return json.loads(self.body)


class Upstream:
    def __init__(self):
        self.requests, self.address = [], None
        self.answer = (200, "application/json", b"{}")

    def take(self):
        """The one request that came since the last time."""
        [request] = self.requests
        self.requests.clear()
        return request


@contextlib.contextmanager
def serving():
    upstream = Upstream()

    class Exchange(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def log_message(self, *_):
            pass

        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            upstream.requests.append(Arrived(self.command, self.path, self.headers.items(), body))
            status, kind, body = upstream.answer
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
    server.daemon_threads = True
    upstream.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield upstream
    finally:
        server.shutdown()


def frame(fields, payload):
    """One message of `application/vnd.amazon.eventstream`; fields are texts."""
    head = b"".join(
        struct.pack("!B", len(name)) + name.encode() + b"\x07" + struct.pack("!H", len(value)) + value.encode()
        for name, value in fields.items())
    prelude = struct.pack("!II", 16 + len(head) + len(payload), len(head))
    message = prelude + struct.pack("!I", binascii.crc32(prelude)) + head + payload
    return message + struct.pack("!I", binascii.crc32(message))


def stream(events):
    """A stream of `{event: members}`, as Converse sends it."""
    return b"".join(
        frame({":event-type": name, ":content-type": "application/json", ":message-type": "event"},
              json.dumps(members).encode())
        for event in events for name, members in event.items())


def recorded(response):
    """Status, media type and bytes of a recorded answer."""
    if "events" in response:
        return 200, STREAM, stream(json.loads(event) for event in response["events"])
    body = response["body"] or {"encoding": "utf-8", "data": ""}
    data = base64.b64decode(body["data"]) if body["encoding"] == "base64" else body["data"].encode()
    kinds = [value for name, value in response.get("headers") or () if name.lower() == "content-type"]
    # Some were recorded without their headers.
    usual = STREAM if body["encoding"] == "base64" else "application/json"
    return response["status"], kinds[0] if kinds else usual, data
