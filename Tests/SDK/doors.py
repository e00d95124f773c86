"""The official SDKs, each behind one small surface, so that one list of scenarios runs through every door."""

import asyncio
import base64
import functools
import json

import anthropic
import cohere
import mistralai.client
import ollama
import openai
from google import genai
from google.genai import errors as google_errors
from google.genai import types

WEATHER = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
PERSON = {
    "type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"], "additionalProperties": False,
}
PNG = base64.b64encode(bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082")).decode()
PDF = base64.b64encode(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n").decode()


class Unsupported(Exception):
    """The SDK, or the API it speaks, has no such thing."""


class Answer:
    """What an SDK made of an answer."""

    def __init__(self, text="", calls=(), reasoning="", finish=None, prompt=None, completion=None, turn=None):
        self.text, self.calls, self.reasoning, self.finish = text or "", list(calls), reasoning or "", finish
        self.prompt, self.completion, self.turn = prompt, completion, turn


class Call:
    def __init__(self, id, name, arguments):
        self.id, self.name = id, name
        self.arguments = json.loads(arguments or "{}") if isinstance(arguments, str) else dict(arguments or {})


@functools.cache
def runner():
    """One event loop for all: some SDKs keep their clients, which hold connections of the loop they began on."""
    return asyncio.Runner()


class Door:
    """`ask` takes the plain wishes; `ask(stream=True)` joins the pieces of a stream."""

    finishes = {}
    # The mock's scenario for a schema: `tools` where the SDK asks for it by a tool.
    schemas = "schema"

    def __init__(self, base, key):
        self.base, self.key = base, key

    def steadiness(self, tools):
        """What makes a model say the same again, and call one tool at a time."""
        return {"temperature": 0} | ({"parallel_tool_calls": False} if tools else {})

    def finish(self, reason):
        reason = getattr(reason, "value", reason)
        return self.finishes.get(reason, reason)

    def embed(self, model, texts):
        raise Unsupported("no embeddings")


class OpenAIChat(Door):
    name, limited = "openai chat", openai.RateLimitError

    def client(self):
        return openai.OpenAI(base_url=self.base + "/v1", api_key=self.key, max_retries=0, timeout=20)

    def messages(self, text, system, history, image, pdf):
        content = text
        if image or pdf:
            content = [{"type": "text", "text": text}]
            if image:
                content.append({"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}})
            if pdf:
                data = f"data:application/pdf;base64,{PDF}"
                content.append({"type": "file", "file": {"filename": "a.pdf", "file_data": data}})
        before = [{"role": "system", "content": system}] if system else []
        return before + list(history) + [{"role": "user", "content": content}]

    def tools(self, names):
        return [{"type": "function", "function": {"name": n, "description": n, "parameters": WEATHER}} for n in names]

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None, steady=False):
        options = {"model": model, "messages": self.messages(text, system, history, image, pdf)}
        if results is not None:
            options["messages"] = [*results[0], *(
                {"role": "tool", "tool_call_id": call.id, "content": said} for call, said in results[1])]
        if limit:
            options["max_tokens"] = limit
        if tools:
            options["tools"] = self.tools(tools)
        if schema:
            options["response_format"] = {
                "type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}}
        if steady:
            options |= self.steadiness(tools)
        if stream:
            options["stream_options"] = {"include_usage": True}
            deltas = ("content.delta", "tool_calls.function.arguments.delta")
            with self.client().chat.completions.stream(**options) as pieces:
                try:
                    count = sum(1 for event in pieces if event.type in deltas)
                    answer = pieces.get_final_completion()
                    assert count > 1 or not answer.choices[0].message.content
                except openai.LengthFinishReasonError as cut:
                    answer = cut.completion
        else:
            answer = self.client().chat.completions.create(**options)
        choice = answer.choices[0]
        calls = [Call(c.id, c.function.name, c.function.arguments) for c in choice.message.tool_calls or ()]
        usage = answer.usage
        return Answer(
            choice.message.content, calls, getattr(choice.message, "reasoning_content", None), choice.finish_reason,
            usage and usage.prompt_tokens, usage and usage.completion_tokens,
            [*options["messages"], choice.message.model_dump(exclude_none=True)])

    def embed(self, model, texts):
        answer = self.client().embeddings.create(model=model, input=texts)
        return [item.embedding for item in answer.data]


class Azure(OpenAIChat):
    name = "azure"

    def client(self):
        return openai.AzureOpenAI(
            azure_endpoint=self.base, api_key=self.key, api_version="2024-10-21", max_retries=0, timeout=20)


class OpenAIResponses(Door):
    name, limited = "openai responses", openai.RateLimitError

    def client(self):
        return openai.OpenAI(base_url=self.base + "/v1", api_key=self.key, max_retries=0, timeout=20)

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None, steady=False):
        content = [{"type": "input_text", "text": text}]
        if image:
            content.append({"type": "input_image", "detail": "auto", "image_url": f"data:image/png;base64,{PNG}"})
        if pdf:
            data = f"data:application/pdf;base64,{PDF}"
            content.append({"type": "input_file", "filename": "a.pdf", "file_data": data})
        options = {"model": model, "input": [*history, {"role": "user", "content": content}]}
        if results is not None:
            # The conversation goes on from the answer before, which the gateway has kept.
            options = {"model": model, "previous_response_id": results[0], "input": [
                {"type": "function_call_output", "call_id": call.id, "output": said} for call, said in results[1]]}
        if system:
            options["instructions"] = system
        if limit:
            options["max_output_tokens"] = limit
        if tools:
            options["tools"] = [
                {"type": "function", "name": n, "description": n, "parameters": WEATHER, "strict": False} for n in tools]
        if schema:
            options["text"] = {"format": {"type": "json_schema", "name": "person", "schema": PERSON, "strict": True}}
        if steady:
            options |= self.steadiness(tools)
        if stream:
            with self.client().responses.stream(**options) as pieces:
                events = list(pieces)
            assert events[0].type == "response.created"
            assert events[-1].type in ("response.completed", "response.incomplete")
            answer = events[-1].response
        else:
            answer = self.client().responses.create(**options)
        calls = [Call(i.call_id, i.name, i.arguments) for i in answer.output if i.type == "function_call"]
        thought = [part.text for i in answer.output if i.type == "reasoning" for part in i.summary]
        finish = "tool_calls" if calls else "stop"
        if answer.status == "incomplete":
            finish = {"max_output_tokens": "length"}.get(answer.incomplete_details.reason)
        return Answer(
            answer.output_text, calls, "".join(thought), finish, answer.usage.input_tokens, answer.usage.output_tokens,
            answer.id)


class Anthropic(Door):
    name, limited = "anthropic", anthropic.RateLimitError
    finishes = {"end_turn": "stop", "max_tokens": "length", "tool_use": "tool_calls"}

    def client(self):
        return anthropic.Anthropic(base_url=self.base, api_key=self.key, max_retries=0, timeout=20)

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None, steady=False):
        content = [{"type": "text", "text": text}]
        if image:
            content.append({"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}})
        if pdf:
            source = {"type": "base64", "media_type": "application/pdf", "data": PDF}
            content.append({"type": "document", "source": source})
        options = {
            "model": model, "max_tokens": limit or 1000, "messages": [*history, {"role": "user", "content": content}]}
        if results is not None:
            options["messages"] = [*results[0], {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": call.id, "content": said} for call, said in results[1]]}]
        if system:
            options["system"] = system
        if tools:
            options["tools"] = [{"name": n, "description": n, "input_schema": WEATHER} for n in tools]
        if schema:
            options["output_config"] = {"format": {"type": "json_schema", "schema": PERSON}}
        if steady:
            options["extra_body"] = {"temperature": 0}  # The SDK has no word for it any more.
            if tools:
                options["tool_choice"] = {"type": "auto", "disable_parallel_tool_use": True}
        if stream:
            with self.client().messages.stream(**options) as pieces:
                kinds = [event.type for event in pieces]
                answer = pieces.get_final_message()
            assert kinds[0] == "message_start" and "message_stop" in kinds
        else:
            answer = self.client().messages.create(**options)
        blocks = answer.content
        return Answer(
            "".join(b.text for b in blocks if b.type == "text"),
            [Call(b.id, b.name, b.input) for b in blocks if b.type == "tool_use"],
            "".join(b.thinking for b in blocks if b.type == "thinking"), self.finish(answer.stop_reason),
            answer.usage.input_tokens, answer.usage.output_tokens,
            [*options["messages"], {"role": "assistant", "content": [b.model_dump(exclude_none=True) for b in blocks]}])


class Gemini(Door):
    name, limited = "google-genai", google_errors.ClientError
    finishes = {"STOP": "stop", "MAX_TOKENS": "length"}

    def client(self):
        # Kept: a client that nobody holds closes its connections.
        self.held = genai.Client(
            api_key=self.key, http_options=types.HttpOptions(base_url=self.base, timeout=20_000))
        return self.held

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None, steady=False):
        parts = [types.Part.from_text(text=text)]
        if image:
            parts.append(types.Part.from_bytes(data=base64.b64decode(PNG), mime_type="image/png"))
        if pdf:
            parts.append(types.Part.from_bytes(data=base64.b64decode(PDF), mime_type="application/pdf"))
        contents = [*history, types.Content(role="user", parts=parts)]
        if results is not None:
            answers = [types.Part.from_function_response(name=c.name, response={"result": said}) for c, said in results[1]]
            contents = [*results[0], types.Content(role="user", parts=answers)]
        config = types.GenerateContentConfig(
            system_instruction=system, max_output_tokens=limit,
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True))
        if tools:
            config.tools = [types.Tool(function_declarations=[
                types.FunctionDeclaration(name=n, description=n, parameters_json_schema=WEATHER) for n in tools])]
        if schema:
            config.response_mime_type, config.response_json_schema = "application/json", PERSON
        if steady:
            config.temperature = 0
        options = {"model": model, "contents": contents, "config": config}
        if stream:
            pieces = list(self.client().models.generate_content_stream(**options))
        else:
            pieces = [self.client().models.generate_content(**options)]
        said = [part for piece in pieces for c in piece.candidates or () for part in (c.content and c.content.parts) or ()]
        calls = [Call(p.function_call.id, p.function_call.name, p.function_call.args) for p in said if p.function_call]
        finish = [c.finish_reason for piece in pieces for c in piece.candidates or () if c.finish_reason][-1]
        usage = pieces[-1].usage_metadata
        told = self.finish(finish)
        return Answer(
            "".join(p.text or "" for p in said if not p.thought), calls,
            "".join(p.text or "" for p in said if p.thought), "tool_calls" if calls and told == "stop" else told,
            usage and usage.prompt_token_count, usage and usage.candidates_token_count,
            [*contents, types.Content(role="model", parts=said)])

    def embed(self, model, texts):
        return [e.values for e in self.client().models.embed_content(model=model, contents=texts).embeddings]


class Cohere(Door):
    name, limited = "cohere", cohere.TooManyRequestsError
    finishes = {"COMPLETE": "stop", "MAX_TOKENS": "length", "TOOL_CALL": "tool_calls"}

    def client(self):
        return cohere.ClientV2(api_key=self.key, base_url=self.base, timeout=20)

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None, steady=False):
        if pdf:
            raise Unsupported("Cohere's chat takes no PDFs")
        content = text
        if image:
            url = {"url": f"data:image/png;base64,{PNG}"}
            content = [{"type": "text", "text": text}, {"type": "image_url", "image_url": url}]
        before = [{"role": "system", "content": system}] if system else []
        messages = [*before, *history, {"role": "user", "content": content}]
        if results is not None:
            messages = [*results[0], *(
                {"role": "tool", "tool_call_id": call.id, "content": said} for call, said in results[1])]
        options = {"model": model, "messages": messages}
        if limit:
            options["max_tokens"] = limit
        if tools:
            options["tools"] = OpenAIChat.tools(self, tools)
        if schema:
            options["response_format"] = {"type": "json_object", "json_schema": PERSON}
        if steady:
            options["temperature"] = 0
        if stream:
            return self.stream(options, messages)
        answer = self.client().chat(**options, request_options={"max_retries": 0})
        message = answer.message
        calls = [Call(c.id, c.function.name, c.function.arguments) for c in message.tool_calls or ()]
        parts = message.content or ()
        thought = (message.tool_plan or "") + "".join(getattr(p, "thinking", "") or "" for p in parts)
        units = answer.usage.billed_units
        turn = {"role": "assistant", "tool_calls": [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": json.dumps(c.arguments)}}
            for c in calls]} if calls else {"role": "assistant", "content": "".join(getattr(p, "text", "") for p in parts)}
        return Answer(
            "".join(getattr(p, "text", "") or "" for p in parts), calls, thought, self.finish(answer.finish_reason),
            units.input_tokens, units.output_tokens, [*messages, turn])

    def stream(self, options, messages):
        text, thought, calls, end = "", "", {}, None
        for event in self.client().chat_stream(**options, request_options={"max_retries": 0}):
            message = getattr(getattr(event, "delta", None), "message", None)
            if event.type in ("content-start", "content-delta") and message.content:
                text += getattr(message.content, "text", "") or ""
                thought += getattr(message.content, "thinking", "") or ""
            if event.type == "tool-call-start":
                calls[event.index] = [message.tool_calls.id, message.tool_calls.function.name, ""]
            if event.type == "tool-call-delta":
                calls[event.index][2] += message.tool_calls.function.arguments
            if event.type == "message-end":
                end = event.delta
        units = end.usage.billed_units
        return Answer(
            text, [Call(*c) for c in calls.values()], thought, self.finish(end.finish_reason), units.input_tokens,
            units.output_tokens, messages)

    def embed(self, model, texts):
        answer = self.client().embed(
            model=model, texts=texts, input_type="search_document", embedding_types=["float"])
        return answer.embeddings.float_


class Ollama(Door):
    name, limited = "ollama", ollama.ResponseError

    def client(self):
        return ollama.Client(host=self.base, headers={"Authorization": f"Bearer {self.key}"}, timeout=20)

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None, steady=False):
        if pdf:
            raise Unsupported("Ollama's chat takes no PDFs")
        before = [{"role": "system", "content": system}] if system else []
        user = {"role": "user", "content": text} | ({"images": [PNG]} if image else {})
        messages = [*before, *history, user]
        if results is not None:
            messages = [*results[0], *(
                {"role": "tool", "tool_name": call.name, "content": said} for call, said in results[1])]
        options = {"model": model, "messages": messages}
        if limit or steady:
            options["options"] = ({"num_predict": limit} if limit else {}) | ({"temperature": 0} if steady else {})
        if tools:
            options["tools"] = OpenAIChat.tools(self, tools)
        if schema:
            options["format"] = PERSON
        pieces = list(self.client().chat(**options, stream=True)) if stream else [self.client().chat(**options)]
        calls = [
            Call(None, c.function.name, c.function.arguments) for p in pieces for c in p.message.tool_calls or ()]
        last = pieces[-1]
        said = "".join(p.message.content or "" for p in pieces)
        turn = {"role": "assistant", "content": said, "tool_calls": [
            {"function": {"name": c.name, "arguments": c.arguments}} for c in calls]}
        return Answer(
            said, calls, "".join(p.message.thinking or "" for p in pieces), "tool_calls" if calls else last.done_reason,
            last.prompt_eval_count, last.eval_count, [*messages, turn])

    def embed(self, model, texts):
        return self.client().embed(model=model, input=texts).embeddings


class Mistral(OpenAIChat):
    name, limited = "mistral", mistralai.client.errors.SDKError

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None, steady=False):
        if pdf:
            raise Unsupported("its SDK takes documents by address alone")
        if stream and tools:
            raise Unsupported("its SDK reads calls in one piece alone, and OpenAI's form tells them in pieces")
        client = mistralai.client.Mistral(api_key=self.key, server_url=self.base, timeout_ms=20_000)
        options = {"model": model, "messages": self.messages(text, system, history, image, pdf)}
        if results is not None:
            options["messages"] = [*results[0], *(
                {"role": "tool", "tool_call_id": call.id, "content": said} for call, said in results[1])]
        if limit:
            options["max_tokens"] = limit
        if tools:
            options["tools"] = self.tools(tools)
        if schema:
            options["response_format"] = {
                "type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}}
        if steady:
            options |= self.steadiness(tools)
        if stream:
            said, calls, finish, usage = "", {}, None, None
            for event in client.chat.stream(**options):
                for choice in event.data.choices:
                    if isinstance(choice.delta.content, str):
                        said += choice.delta.content
                    for call in choice.delta.tool_calls or ():
                        known = calls.setdefault(call.index or 0, [call.id, call.function.name, ""])
                        known[2] += call.function.arguments if isinstance(call.function.arguments, str) else ""
                    finish = choice.finish_reason or finish
                usage = event.data.usage or usage
            return Answer(
                said, [Call(*c) for c in calls.values()], "", finish, usage and usage.prompt_tokens,
                usage and usage.completion_tokens)
        answer = client.chat.complete(**options)
        choice = answer.choices[0]
        calls = [Call(c.id, c.function.name, c.function.arguments) for c in choice.message.tool_calls or ()]
        turn = {"role": "assistant", "content": choice.message.content or "", "tool_calls": [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": json.dumps(c.arguments)}}
            for c in calls]}
        return Answer(
            choice.message.content, calls, "", choice.finish_reason, answer.usage.prompt_tokens,
            answer.usage.completion_tokens, [*options["messages"], turn])

    def embed(self, model, texts):
        client = mistralai.client.Mistral(api_key=self.key, server_url=self.base, timeout_ms=20_000)
        return [item.embedding for item in client.embeddings.create(model=model, inputs=texts).data]


ALL = [OpenAIChat, OpenAIResponses, Azure, Anthropic, Gemini, Cohere, Ollama, Mistral]
