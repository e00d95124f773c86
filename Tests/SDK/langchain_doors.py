"""LangChain's OpenAI classes as doors. Imported by the fixture that needs it: the import alone takes over a second."""

import asyncio
import functools

import langchain_openai
import openai
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage

from doors import PDF, PERSON, PNG, Answer, Call, Door, OpenAIChat, runner


class LangChain(Door):
    name, limited, native, foreign = "langchain", openai.RateLimitError, "as-openai", "as-anthropic"
    finishes = {"completed": "stop"}
    options = {}

    @functools.cache
    def model(self, model, **options):
        return langchain_openai.ChatOpenAI(
            model=model, base_url=self.base + "/v1", api_key=self.key, max_retries=0, timeout=20, stream_usage=True,
            **self.options, **options)

    def content(self, text, image, pdf):
        """LangChain's own blocks, the same for every provider it has."""
        blocks = [{"type": "text", "text": text}]
        if image:
            blocks.append({"type": "image", "base64": PNG, "mime_type": "image/png"})
        if pdf:
            blocks.append({"type": "file", "base64": PDF, "mime_type": "application/pdf", "filename": "a.pdf"})
        return blocks if image or pdf else text

    def ask(self, model, text="", system=None, history=(), limit=None, tools=(), schema=False, image=False, pdf=False,
            stream=False, results=None):
        before = [SystemMessage(system)] if system else []
        messages = [*before, *history, HumanMessage(self.content(text, image, pdf))]
        if results is not None:
            messages = [*results[0], *(ToolMessage(said, tool_call_id=call.id) for call, said in results[1])]
        chat = self.model(model, **({"max_tokens": limit} if limit else {}))
        if tools:
            chat = chat.bind_tools(OpenAIChat.tools(self, tools))
        if schema:
            given = {"title": "person", "description": "A person", **PERSON}
            chat = chat.with_structured_output(given, method="json_schema", strict=True, include_raw=True)
            answer = chat.invoke(messages)
            assert answer["parsing_error"] is None and set(answer["parsed"]) == {"name", "age"}
            return self.answer(answer["raw"], messages)
        if stream:
            pieces = list(chat.stream(messages))
            assert len(pieces) > 2
            whole = pieces[0]
            for piece in pieces[1:]:
                whole += piece
            return self.answer(whole, messages)
        return self.answer(chat.invoke(messages), messages)

    def answer(self, message, messages):
        usage, told = message.usage_metadata or {}, message.response_metadata
        calls = [Call(c["id"], c["name"], c["args"]) for c in message.tool_calls]
        assert not message.invalid_tool_calls
        finish = told.get("finish_reason") or self.finish(told.get("status"))
        if finish == "incomplete":
            finish = {"max_output_tokens": "length"}.get(told["incomplete_details"]["reason"])
        thought = "".join(b.get("reasoning") or "" for b in message.content_blocks if b["type"] == "reasoning")
        return Answer(
            message.text, calls, thought, "tool_calls" if calls and finish == "stop" else finish,
            usage.get("input_tokens"), usage.get("output_tokens"), [*messages, message])

    def together(self, model, texts):
        async def run():
            chat = self.model(model)
            return await asyncio.gather(*(chat.ainvoke(text) for text in texts))

        return [message.text for message in runner().run(run())]

    def embeddings(self, model, **options):
        return langchain_openai.OpenAIEmbeddings(
            model=model, base_url=self.base + "/v1", api_key=self.key, max_retries=0, **options)

    def embed(self, model, texts):
        return self.embeddings(model, check_embedding_ctx_length=False).embed_documents(texts)


class LangChainResponses(LangChain):
    name, options = "langchain responses", {"use_responses_api": True}


class LangChainAzure(LangChain):
    name = "langchain azure"

    @functools.cache
    def model(self, model, **options):
        return langchain_openai.AzureChatOpenAI(
            azure_endpoint=self.base, azure_deployment=model, api_version="2024-10-21", api_key=self.key, max_retries=0,
            timeout=20, stream_usage=True, **options)

    def embeddings(self, model, **options):
        return langchain_openai.AzureOpenAIEmbeddings(
            azure_endpoint=self.base, azure_deployment=model, api_version="2024-10-21", api_key=self.key, max_retries=0,
            **options)


ALL = [LangChain, LangChainResponses, LangChainAzure]
