"""Hugging Face's InferenceClient as a door: OpenAI's form."""

import asyncio
import json

import huggingface_hub
from huggingface_hub.errors import HfHubHTTPError

from doors import PERSON, Answer, Call, OpenAIChat, Unsupported, runner


class HuggingFace(OpenAIChat):
    name, limited, native, foreign = "huggingface base_url", HfHubHTTPError, "as-openai", "as-anthropic"

    def connection(self):
        return {"base_url": self.base + "/v1", "api_key": self.key, "timeout": 20}

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None):
        if pdf:
            raise Unsupported("its chat has texts and images alone")
        messages = self.messages(text, system, history, image, pdf)
        if results is not None:
            messages = [*results[0], *(
                {"role": "tool", "tool_call_id": call.id, "content": said} for call, said in results[1])]
        options = {"model": model, "messages": messages, "max_tokens": limit}
        if tools:
            options["tools"] = self.tools(tools)
        if schema:
            if model.startswith(self.native):
                raise Unsupported("it asks for a schema in the form of Hugging Face's own server, which OpenAI has not")
            options["response_format"] = {
                "type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}}
        client = huggingface_hub.InferenceClient(**self.connection())
        if stream:
            return self.stream(client.chat_completion(
                **options, stream=True, stream_options={"include_usage": True}), messages)
        answer = client.chat_completion(**options)
        choice = answer.choices[0]
        calls = [Call(c.id, c.function.name, c.function.arguments) for c in choice.message.tool_calls or ()]
        turn = {"role": "assistant", "content": choice.message.content or "", "tool_calls": [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": json.dumps(c.arguments)}}
            for c in calls]}
        thought = choice.message.get("reasoning_content") or choice.message.reasoning
        return Answer(
            choice.message.content, calls, thought, choice.finish_reason, answer.usage.prompt_tokens,
            answer.usage.completion_tokens, [*messages, turn if calls else {**turn, "tool_calls": None}])

    def stream(self, pieces, messages):
        said, calls, finish, usage = "", {}, None, None
        for piece in pieces:
            for choice in piece.choices:
                said += choice.delta.content or ""
                for call in choice.delta.tool_calls or ():
                    known = calls.setdefault(call.index, [call.id, call.function.name, ""])
                    known[2] += call.function.arguments or ""
                finish = choice.finish_reason or finish
            usage = piece.usage or usage
        return Answer(
            said, [Call(*c) for c in calls.values()], "", finish, usage and usage.prompt_tokens,
            usage and usage.completion_tokens, messages)

    def together(self, model, texts):
        async def run():
            async with huggingface_hub.AsyncInferenceClient(**self.connection()) as client:
                return await asyncio.gather(*(
                    client.chat_completion([{"role": "user", "content": text}], model=model) for text in texts))

        return [answer.choices[0].message.content for answer in runner().run(run())]

    def embed(self, model, texts):
        raise Unsupported("its embeddings are asked for in Hugging Face's own form, at the bare address")


class HuggingFaceAddress(HuggingFace):
    """The address in place of the model: the SDK adds `/v1/chat/completions` itself."""

    name = "huggingface model"

    def connection(self):
        return {"model": self.base, "token": self.key, "timeout": 20}


ALL = [HuggingFace, HuggingFaceAddress]
