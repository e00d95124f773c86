"""LiteLLM, which speaks the dialect that the prefix of a model's name says. Imported by the fixture that needs it: the
import alone takes four seconds.

`bedrock/` is not here: the gateway has no Bedrock door."""

import asyncio
import os

# Without it the import asks GitHub for prices.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm

from doors import PDF, PERSON, PNG, Answer, Call, OpenAIChat, Unsupported, runner

litellm.suppress_debug_info = True
litellm.telemetry = False


class LiteLLM(OpenAIChat):
    name, limited, native, foreign = "litellm openai", litellm.RateLimitError, "as-openai", "as-anthropic"
    prefix, path, options = "openai", "/v1", {}

    def connection(self, model):
        return {
            "model": f"{self.prefix}/{model}", "api_base": self.base + self.path, "api_key": self.key, "num_retries": 0,
            "max_retries": 0, "timeout": 20} | self.options

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None):
        messages = self.messages(text, system, history, image, pdf)
        if results is not None:
            messages = [*results[0], *(
                {"role": "tool", "tool_call_id": call.id, "content": said} for call, said in results[1])]
        options = self.connection(model) | {"messages": messages}
        if limit:
            options["max_tokens"] = limit
        if tools:
            options["tools"] = self.tools(tools)
        if schema:
            options["response_format"] = self.format()
        if stream:
            pieces = list(litellm.completion(**options, stream=True, stream_options={"include_usage": True}))
            answer = litellm.stream_chunk_builder(pieces, messages=messages)
        else:
            answer = litellm.completion(**options)
        choice = answer.choices[0]
        calls = [Call(c.id, c.function.name, c.function.arguments) for c in choice.message.tool_calls or ()]
        return Answer(
            choice.message.content, calls, getattr(choice.message, "reasoning_content", None), choice.finish_reason,
            answer.usage.prompt_tokens, answer.usage.completion_tokens, [*messages, choice.message.model_dump()])

    def format(self):
        return {"type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}}

    def together(self, model, texts):
        async def run():
            asked = ({"messages": [{"role": "user", "content": text}]} for text in texts)
            return await asyncio.gather(*(litellm.acompletion(**self.connection(model) | one) for one in asked))

        return [answer.choices[0].message.content for answer in runner().run(run())]

    def embed(self, model, texts):
        return [item["embedding"] for item in litellm.embedding(**self.connection(model), input=texts).data]


class Proxy(LiteLLM):
    name, prefix, path = "litellm litellm_proxy", "litellm_proxy", ""


class HostedVLLM(LiteLLM):
    name, prefix = "litellm hosted_vllm", "hosted_vllm"


class Mistral(LiteLLM):
    name, prefix = "litellm mistral", "mistral"


class Azure(LiteLLM):
    name, prefix, path, options = "litellm azure", "azure", "", {"api_version": "2024-10-21"}


class Anthropic(LiteLLM):
    name, prefix, path, native, foreign = "litellm anthropic", "anthropic", "", "as-anthropic", "as-openai"
    # Of models whose names it does not know LiteLLM asks for a schema by a tool.
    schemas = "tools"

    def embed(self, model, texts):
        raise Unsupported("Anthropic has no embeddings")


class Gemini(LiteLLM):
    name, prefix, path, native, foreign = "litellm gemini", "gemini", "", "as-gemini", "as-openai"

    def connection(self, model):
        # Of models whose names it does not know LiteLLM believes that they take no system prompt and no schema.
        litellm.register_model({f"gemini/{model}": {
            "litellm_provider": "gemini", "mode": "chat", "supports_system_messages": True,
            "supports_response_schema": True}})
        return super().connection(model)


class Ollama(LiteLLM):
    name, prefix, path, native, foreign = "litellm ollama_chat", "ollama_chat", "", "as-ollama", "as-openai"

    def ask(self, model, text="", stream=False, tools=(), pdf=False, **wishes):
        if pdf:
            raise Unsupported("Ollama's chat takes no PDFs")
        if stream and len(tools) > 1:
            raise Unsupported("of a stream LiteLLM joins Ollama's calls, which come a line each, to one")
        # Where it asks what a model can do.
        os.environ["OLLAMA_API_BASE"] = self.base
        return super().ask(model, text, stream=stream, tools=tools, **wishes)

    def embed(self, model, texts):
        options = self.connection(model) | {"model": f"ollama/{model}"}
        return [item["embedding"] for item in litellm.embedding(**options, input=texts).data]


class Cohere(LiteLLM):
    name, prefix, path, native, foreign = "litellm cohere_chat", "cohere_chat", "/v2/chat", "as-cohere", "as-openai"

    def ask(self, model, text="", stream=False, schema=False, pdf=False, **wishes):
        if pdf:
            raise Unsupported("Cohere's chat takes no PDFs")
        if schema:
            raise Unsupported("LiteLLM has no response_format for Cohere")
        if stream:
            raise Unsupported("LiteLLM takes the `event:` lines of streams for JSON, those of Cohere itself too")
        return super().ask(model, text, **wishes)

    def embed(self, model, texts):
        options = self.connection(model) | {"model": f"cohere/{model}", "api_base": self.base + "/v2/embed"}
        return [item["embedding"] for item in litellm.embedding(**options, input=texts).data]


class Responses(LiteLLM):
    """`litellm.responses`, in the form of OpenAI's Responses."""

    name = "litellm responses"

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None):
        content = [{"type": "input_text", "text": text}]
        if image:
            content.append({"type": "input_image", "detail": "auto", "image_url": f"data:image/png;base64,{PNG}"})
        if pdf:
            data = f"data:application/pdf;base64,{PDF}"
            content.append({"type": "input_file", "filename": "a.pdf", "file_data": data})
        options = self.connection(model) | {"input": [*history, {"role": "user", "content": content}]}
        if results is not None:
            options["input"] = [*results[0], *(
                {"type": "function_call_output", "call_id": call.id, "output": said} for call, said in results[1])]
        if system:
            options["instructions"] = system
        if limit:
            raise Unsupported("LiteLLM asks for 16 tokens where fewer are asked for")
        if tools:
            options["tools"] = [{"type": "function", "strict": False, **t["function"]} for t in self.tools(tools)]
        if schema:
            options["text"] = {"format": {"type": "json_schema", "name": "person", "schema": PERSON, "strict": True}}
        if stream:
            events = list(litellm.responses(**options, stream=True))
            assert sum(e.type == "response.output_text.delta" for e in events) > 1 or tools
            answer = events[-1].response
        else:
            answer = litellm.responses(**options)
        items = [item if isinstance(item, dict) else item.model_dump(exclude_none=True) for item in answer.output]
        said = [part["text"] for i in items if i["type"] == "message" for part in i["content"]]
        calls = [Call(i["call_id"], i["name"], i["arguments"]) for i in items if i["type"] == "function_call"]
        thought = [part["text"] for i in items if i["type"] == "reasoning" for part in i["summary"]]
        return Answer(
            "".join(said), calls, "".join(thought), "tool_calls" if calls else "stop", answer.usage.input_tokens,
            answer.usage.output_tokens, [*options["input"], *items])

    def together(self, model, texts):
        async def run():
            return await asyncio.gather(*(
                litellm.aresponses(**self.connection(model), input=text) for text in texts))

        return [answer.output[0].content[0].text for answer in runner().run(run())]

    def embed(self, model, texts):
        raise Unsupported("embeddings have one form at OpenAI, which the door of chat tests")


ALL = [LiteLLM, Proxy, HostedVLLM, Mistral, Azure, Responses, Anthropic, Gemini, Ollama, Cohere]
