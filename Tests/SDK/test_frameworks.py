"""LangChain, LiteLLM, Pydantic AI and Hugging Face's client: each through its own doors, in front of an upstream that
speaks the door's dialect (relayed) and of one that does not (translated)."""

import importlib
import importlib.util

import openai
import pydantic
import pytest

import doors
import scenarios
from conftest import KEY

# Each module's doors by name, so that collecting the tests imports none of the SDKs.
DOORS = {
    "langchain_doors": ["LangChain", "LangChainResponses", "LangChainAzure"],
    "litellm_doors": [
        "LiteLLM", "Proxy", "HostedVLLM", "Mistral", "Azure", "Responses", "Anthropic", "Gemini", "Ollama", "Cohere"],
    "pydantic_ai_doors": ["PydanticAI", "Responses", "Anthropic", "Google"],
    "huggingface_doors": ["HuggingFace", "HuggingFaceAddress"],
}
# LiteLLM's own types warn as they are made.
pytestmark = pytest.mark.filterwarnings("ignore:.*:UserWarning", "ignore:.*:DeprecationWarning")
CHOSEN = [(module, name) for module, names in DOORS.items() for name in names]


def together(door, up):
    """Eight at once, over the SDK's asynchronous client."""
    texts = [f"number {index}" for index in range(8)]
    assert door.together(f"{up}/echo", texts) == texts


FEATURES = [*scenarios.FEATURES, together]


@pytest.fixture(params=CHOSEN, ids=lambda chosen: f"{chosen[0].removesuffix('_doors')}-{chosen[1]}", scope="module")
def door(request, gateway):
    module, name = request.param
    kind = getattr(importlib.import_module(module), name)
    return kind(gateway, KEY)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.__name__)
@pytest.mark.parametrize("role", ["native", "foreign"])
def test_a_frameworks_feature(door, role, feature):
    up = getattr(door, role)
    if feature is scenarios.embeddings and up == "as-anthropic":
        up = "as-gemini"  # Anthropic has none.
    try:
        feature(door, up)
    except doors.Unsupported as reason:
        # The door says what its library has no call for, or gets wrong itself.
        pytest.skip(f"{door.name}: {reason}")


def test_no_door_of_a_module_is_left_out():
    for module, names in DOORS.items():
        assert [kind.__name__ for kind in importlib.import_module(module).ALL] == names


@pytest.fixture(scope="module")
def langchain(gateway, tiktoken_folder):
    return importlib.import_module("langchain_doors").LangChain(gateway, KEY)


@pytest.fixture(scope="module")
def tiktoken_folder():
    """LiteLLM carries the vocabulary that LangChain would download."""
    [package] = importlib.util.find_spec("litellm").submodule_search_locations
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIKTOKEN_CACHE_DIR", f"{package}/litellm_core_utils/tokenizers")
        yield


def test_langchains_embeddings_send_numbers_of_tokens(langchain):
    [vector] = langchain.embeddings("as-openai/echo").embed_documents(["a b"])
    assert len(vector) == 8


def test_numbers_of_tokens_are_refused_where_only_texts_are_taken(langchain):
    with pytest.raises(openai.BadRequestError) as caught:
        langchain.embeddings("as-gemini/echo").embed_documents(["a b"])
    assert caught.value.body["param"].startswith("input") and caught.value.body["hint"]


@pytest.fixture(scope="module", params=DOORS["pydantic_ai_doors"])
def agents(request, gateway):
    return getattr(importlib.import_module("pydantic_ai_doors"), request.param)(gateway, KEY)


def weather(city: str) -> str:
    """The weather of a city."""
    return f"sunny in {city}"


def forecast(city: str) -> str:
    """The weather of a city, tomorrow."""
    return f"rain in {city}"


class Person(pydantic.BaseModel):
    name: str
    age: int


@pytest.mark.parametrize("role", ["native", "foreign"])
def test_an_agent_calls_its_tools_and_ends(agents, role):
    up = getattr(agents, role)
    assert "sunny in text" in agents.agent(f"{up}/tools", weather)
    said = agents.agent(f"{up}/parallel-tools", weather, forecast)
    assert "sunny in text" in said and "rain in text" in said


@pytest.mark.parametrize("native", [False, True], ids=["by a tool", "by a schema"])
@pytest.mark.parametrize("role", ["native", "foreign"])
def test_an_agents_output_is_an_object(agents, role, native):
    scenario = "schema" if native else "tools"
    answer = agents.agent(f"{getattr(agents, role)}/{scenario}", output=Person, native=native)
    assert isinstance(answer, Person) and answer.name == "text"
