"""Starts the mock provider and a gateway in front of it, once for all tests, and gives each test a client of the
official SDK. Tests that take `upstream` run once for each kind of provider the mock stands in for."""

import socket

import openai
import pytest

import servers

KEY = "sk-test-0123456789abcdef0123456789"
NARROW_KEY = "sk-test-narrow-0123456789abcdef0123"

# What each kind takes as its base URL when the mock is the provider.
KINDS = {
    "openai": "/v1", "openai-compatible": "/v1", "anthropic": "", "gemini": "", "bedrock": "", "cohere": "", "ollama": "",
}
# Provider ids: the mock built in, and the mock on its own port in each dialect.
UPSTREAMS = ["mock", *(f"as-{kind}" for kind in ("openai", "openai-compatible", "anthropic", "gemini"))]


def configuration(mock):
    """The gateway's file, as JSON, which is YAML."""
    providers = [
        {"id": f"as-{kind}", "kind": kind, "base_url": mock + path, "api_key": "unused-by-the-mock"}
        for kind, path in KINDS.items()
    ]
    # Signed, as AWS has it, instead of a key.
    bedrock = next(provider for provider in providers if provider["kind"] == "bedrock")
    del bedrock["api_key"]
    bedrock |= {"region": "us-east-1", "access_key_id": "AKIDEXAMPLE", "secret_access_key": "unused-by-the-mock"}
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        providers.append(
            {"id": "dead", "kind": "openai-compatible", "base_url": f"http://127.0.0.1:{closed.getsockname()[1]}"})
    models = []
    for id in UPSTREAMS:
        targets = ["dead/echo", f"{id}/error-503", f"{id}/echo"]
        models.append({"name": f"fallback-{id}", "targets": [{"model": target} for target in targets]})
    return {
        "server": {"port": 0},
        "data_dir": "data",
        "auth": {"keys": [
            {"name": "suite", "key": KEY}, {"name": "narrow", "key": NARROW_KEY, "models": ["mock/tools"]}]},
        "providers": providers,
        "models": models,
        "prices": [{"model": "mock/echo", "request_usd": "0.05"}, {"model": "as-anthropic/echo", "output_usd": "10"}],
    }


@pytest.fixture(scope="session")
def mock(tmp_path_factory):
    """The base URL of the mock provider."""
    with servers.running(["mock", "--port", "0"], tmp_path_factory.mktemp("mock")) as url:
        yield url


@pytest.fixture(scope="session")
def gateway(mock, tmp_path_factory):
    """The base URL of a running gateway."""
    with servers.serving(configuration(mock), tmp_path_factory.mktemp("gateway")) as url:
        yield url


@pytest.fixture(params=UPSTREAMS)
def upstream(request):
    """A provider's id."""
    return request.param


@pytest.fixture
def make_client(gateway):
    """Makes a client; without retries unless a test asks for them."""

    def make(kind=openai.OpenAI, **options):
        return kind(**{"base_url": gateway + "/v1", "api_key": KEY, "max_retries": 0, "timeout": 20} | options)

    return make


@pytest.fixture
def client(make_client):
    return make_client()
