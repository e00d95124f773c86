"""Starts the gateway with the mock alone, once for all tests, and gives each test a client of the official SDK."""

import os
import pathlib
import socket
import subprocess
import time
import urllib.request

import openai
import pytest

KEY = "sk-test-0123456789abcdef0123456789"
CONFIGURATION = """
server: {{ host: 127.0.0.1, port: {port} }}
data_dir: {folder}/data
auth:
  mode: gateway
  keys:
    - {{ name: suite, key: "{key}" }}
    - {{ name: narrow, key: "{narrow}", models: ["mock/tools"] }}
"""
NARROW_KEY = "sk-test-narrow-0123456789abcdef0123"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url):
    try:
        return urllib.request.urlopen(url, timeout=1).status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def gateway(tmp_path_factory):
    """The base URL of a running gateway."""
    folder, port = tmp_path_factory.mktemp("gateway"), free_port()
    file = folder / "gateway.yaml"
    file.write_text(CONFIGURATION.format(port=port, folder=folder, key=KEY, narrow=NARROW_KEY))
    log = folder / "log"
    # Only what a test sets: a provider's key in the caller's environment must not reach this gateway.
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [os.environ["LLMGATEWAY_BINARY"], "serve", "--config", file],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder, env=environment)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 30
    while not answers(url + "/readyz"):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.exit(f"the gateway does not answer:\n{log.read_text()[-3000:]}", returncode=1)
        time.sleep(0.02)
    yield url
    process.terminate()
    assert process.wait(40) == 0, log.read_text()[-3000:]


@pytest.fixture
def make_client(gateway):
    """Makes a client; without retries unless a test asks for them."""

    def make(kind=openai.OpenAI, **options):
        return kind(**{"base_url": gateway + "/v1", "api_key": KEY, "max_retries": 0, "timeout": 20} | options)

    return make


@pytest.fixture
def client(make_client):
    return make_client()
