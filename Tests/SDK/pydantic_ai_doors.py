"""Pydantic AI's models as doors. Imported by the fixture that needs it."""

import asyncio
import base64
import functools

from pydantic_ai import Agent, Embedder, NativeOutput, direct, exceptions, models
from pydantic_ai.embeddings.google import GoogleEmbeddingModel
from pydantic_ai.embeddings.openai import OpenAIEmbeddingModel
from pydantic_ai.messages import (
    BinaryContent, ModelRequest, SystemPromptPart, TextPart, ThinkingPart, ToolCallPart, ToolReturnPart, UserPromptPart)
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.google import GoogleModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.google import GoogleProvider
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.tools import ToolDefinition

from doors import PDF, PERSON, PNG, WEATHER, Answer, Call, Door, Unsupported, runner


class PydanticAI(Door):
    name, limited, native, foreign = "pydantic-ai openai", exceptions.ModelHTTPError, "as-openai", "as-anthropic"
    finishes = {"tool_call": "tool_calls"}

    @functools.cached_property
    def provider(self):
        return unretried(OpenAIProvider(base_url=self.base + "/v1", api_key=self.key))

    def model(self, name):
        return OpenAIChatModel(name, provider=self.provider)

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None):
        content = [text]
        if image:
            content.append(BinaryContent(base64.b64decode(PNG), media_type="image/png"))
        if pdf:
            content.append(BinaryContent(base64.b64decode(PDF), media_type="application/pdf"))
        before = [SystemPromptPart(system)] if system else []
        messages = [*history, ModelRequest([*before, UserPromptPart(content if image or pdf else text)])]
        if results is not None:
            messages = [*results[0], ModelRequest([
                ToolReturnPart(tool_name=call.name, content=said, tool_call_id=call.id) for call, said in results[1]])]
        wishes = {"function_tools": [
            ToolDefinition(name=n, description=n, parameters_json_schema=WEATHER) for n in tools]}
        if schema:
            wishes |= {"output_mode": "native", "output_object": OutputObjectDefinition(
                json_schema=PERSON, name="person", strict=True)}
        settings = {"max_tokens": limit} if limit else {}
        options = {"model_settings": settings, "model_request_parameters": models.ModelRequestParameters(**wishes)}
        asked = self.streamed if stream else direct.model_request
        answer = runner().run(asked(self.model(model), messages, **options))
        return self.answer(answer, messages)

    async def streamed(self, model, messages, **options):
        async with direct.model_request_stream(model, messages, **options) as pieces:
            assert len([piece async for piece in pieces]) > 1
            return pieces.get()

    def answer(self, response, messages):
        parts = response.parts
        calls = [Call(p.tool_call_id, p.tool_name, p.args) for p in parts if isinstance(p, ToolCallPart)]
        finish = self.finish(response.finish_reason)
        return Answer(
            "".join(p.content for p in parts if isinstance(p, TextPart)), calls,
            "".join(p.content for p in parts if isinstance(p, ThinkingPart)),
            "tool_calls" if calls and finish == "stop" else finish, response.usage.input_tokens,
            response.usage.output_tokens, [*messages, response])

    def together(self, model, texts):
        async def run():
            agent = Agent(self.model(model))
            return await asyncio.gather(*(agent.run(text) for text in texts))

        return [result.output for result in runner().run(run())]

    def vectors(self, name):
        return OpenAIEmbeddingModel(name, provider=self.provider)

    def embed(self, model, texts):
        return runner().run(Embedder(self.vectors(model)).embed_documents(texts)).embeddings

    def agent(self, model, *tools, output=str, native=False):
        """Runs an agent, which calls the tools itself, and gives its output."""
        agent = Agent(self.model(model), tools=tools, output_type=NativeOutput(output) if native else output)
        return runner().run(agent.run("What is the weather?")).output


class Responses(PydanticAI):
    name = "pydantic-ai responses"

    def model(self, name):
        return OpenAIResponsesModel(name, provider=self.provider)


class Anthropic(PydanticAI):
    name, native, foreign = "pydantic-ai anthropic", "as-anthropic", "as-openai"

    @functools.cached_property
    def provider(self):
        return unretried(AnthropicProvider(base_url=self.base, api_key=self.key))

    def model(self, name):
        # Whether a model has schemas is told from its name, which the mock's are not in.
        return AnthropicModel(name, provider=self.provider, profile={"supports_json_schema_output": True})

    def embed(self, model, texts):
        raise Unsupported("Anthropic has no embeddings")


class Google(PydanticAI):
    name, native, foreign = "pydantic-ai google", "as-gemini", "as-openai"

    @functools.cached_property
    def provider(self):
        return GoogleProvider(base_url=self.base, api_key=self.key)

    def model(self, name):
        return GoogleModel(name, provider=self.provider)

    def vectors(self, name):
        return GoogleEmbeddingModel(name, provider=self.provider)


def unretried(provider):
    provider.client.max_retries = 0
    return provider


ALL = [PydanticAI, Responses, Anthropic, Google]
