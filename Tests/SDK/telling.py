"""What a recorded answer of each dialect tells, read without the gateway."""

import re

from recordings import Told, arguments

GEMINI_NUMBERED = {1: "STOP", 2: "MAX_TOKENS", 3: "SAFETY", 4: "RECITATION", 5: "OTHER"}
GEMINI_FAILED = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE"}
GEMINI_FILTERED = {"SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY"}
ANTHROPIC_FINISHES = {
    "end_turn": "stop", "stop_sequence": "stop", "max_tokens": "length", "model_context_window_exceeded": "length",
    "tool_use": "tool_calls", "refusal": "content_filter",
}


def openai(answers):
    """One whole answer, or the chunks of a stream; of the SDK or of a recording."""
    told, pending = Told(), {}
    for answer in answers:
        for choice in answer.get("choices") or []:
            index = choice.get("index") or 0
            message = choice.get("message") or choice.get("delta") or {}
            content = message.get("content")
            if isinstance(content, list):
                content = "".join(part.get("text") or "" for part in content if part.get("type") == "text")
            told.say(index, content if isinstance(content, str) else "")
            for position, call in enumerate(message.get("tool_calls") or []):
                function = call.get("function") or {}
                key = (index, call.get("index", position) if "delta" in choice else position)
                name, said = pending.get(key, ("", ""))
                given = function.get("arguments") or ""
                pending[key] = (name or function.get("name") or "", said + (given if isinstance(given, str) else ""))
            if choice.get("finish_reason"):
                told.finishes[index] = choice["finish_reason"]
        usage = answer.get("usage")
        if usage and usage.get("prompt_tokens") is not None:
            told.prompt, told.completion = usage["prompt_tokens"], usage.get("completion_tokens")
    for (index, _), (name, said) in sorted(pending.items()):
        told.call(index, name, arguments(said))
    return told


def anthropic(answers):
    told, blocks, usage, stop = Told(), {}, {}, None
    for answer in answers:
        kind = answer.get("type")
        if kind == "message":
            blocks = dict(enumerate(answer["content"]))
            usage, stop = answer.get("usage") or {}, answer.get("stop_reason")
        elif kind == "message_start":
            usage = dict(answer["message"].get("usage") or {})
        elif kind == "content_block_start":
            blocks[answer["index"]] = dict(answer["content_block"])
        elif kind == "content_block_delta":
            block, delta = blocks[answer["index"]], answer["delta"]
            for key, into in (("text", "text"), ("partial_json", "json")):
                if key in delta:
                    block[into] = block.get(into, "") + delta[key]
        elif kind == "message_delta":
            stop = answer["delta"].get("stop_reason") or stop
            usage.update({key: value for key, value in (answer.get("usage") or {}).items() if value is not None})
        elif kind == "message_stop":
            # Some recordings hold the streams of several calls, one after the other.
            break
    told.say(0, "".join(block.get("text", "") for _, block in sorted(blocks.items()) if block["type"] == "text"))
    for _, block in sorted(blocks.items()):
        if block["type"] == "tool_use":
            told.call(0, block["name"], arguments(block["json"]) if block.get("json") else block["input"])
    if stop:
        told.finishes[0] = ANTHROPIC_FINISHES.get(stop, stop)
        if told.calls and told.finishes[0] == "stop":
            told.finishes[0] = "tool_calls"
    count = lambda key: usage.get(key) or 0
    told.prompt = count("input_tokens") + count("cache_read_input_tokens") + count("cache_creation_input_tokens")
    told.completion = count("output_tokens")
    return told


def gemini_call(told, index, call):
    """Whole, or in pieces: `partialArgs` add to the call before, whose later pieces have no name."""
    if call.get("name"):
        told.call(index, call["name"], dict(call.get("args") or {}))
    for piece in call.get("partialArgs") or []:
        _, given = told.calls[index][-1]
        steps = re.findall(r"\.(\w+)|\[(\d+)\]", piece["jsonPath"].removeprefix("$"))
        path = [int(number) if number else key for key, number in steps]
        value = next((value for key, value in piece.items() if key.endswith("Value")), None)
        put(given, path, value)


def put(container, path, value):
    """Sets the member at `path`, making what is missing on the way; text is added to the text that is there."""
    for step, following in zip(path, path[1:] + [None]):
        if isinstance(container, list):
            container.extend([None] * (step + 1 - len(container)))
        there = container[step] if isinstance(container, list) else container.get(step)
        if following is None:
            container[step] = there + value if isinstance(there, str) and isinstance(value, str) else value
        elif there is None:
            container[step] = [] if isinstance(following, int) else {}
        container = container[step]


def gemini(answers):
    told, usage, reasons, blocked = Told(), {}, {}, False
    for answer in answers:
        usage.update(answer.get("usageMetadata") or {})
        blocked = blocked or "blockReason" in (answer.get("promptFeedback") or {})
        for candidate in answer.get("candidates") or []:
            index = candidate.get("index", 0)
            told.say(index, "")
            for part in (candidate.get("content") or {}).get("parts") or []:
                if "functionCall" in part:
                    gemini_call(told, index, part["functionCall"])
                elif "text" in part and not part.get("thought"):
                    told.say(index, part["text"])
            if candidate.get("finishReason"):
                reasons[index] = candidate["finishReason"]
    for index, reason in reasons.items():
        reason = GEMINI_NUMBERED.get(reason, reason)
        if reason == "STOP":
            told.finishes[index] = "tool_calls" if told.calls.get(index) else "stop"
        elif reason == "MAX_TOKENS":
            told.finishes[index] = "length"
        elif reason in GEMINI_FILTERED:
            told.finishes[index] = "content_filter"
        else:
            told.finishes[index] = "error" if reason in GEMINI_FAILED else reason
    if blocked and not told.texts:
        told.finishes[0] = "content_filter"
        told.say(0, "")
    if usage:
        count = lambda key: usage.get(key) or 0
        told.prompt = count("promptTokenCount") + count("toolUsePromptTokenCount")
        told.completion = count("candidatesTokenCount") + count("thoughtsTokenCount")
    return told


BEDROCK_FINISHES = {
    "end_turn": "stop", "stop_sequence": "stop", "max_tokens": "length", "model_context_window_exceeded": "length",
    "tool_use": "tool_calls", "guardrail_intervened": "content_filter", "content_filtered": "content_filter",
}


def bedrock(answers):
    """One answer of Converse, or the events of its stream, as boto3 reads them."""
    told, blocks, usage, stop = Told(), {}, {}, None
    for answer in answers:
        if "output" in answer:
            blocks = {index: dict(block) for index, block in enumerate(answer["output"]["message"]["content"])}
        if "contentBlockStart" in answer:
            begun = answer["contentBlockStart"]
            blocks[begun["contentBlockIndex"]] = {name: dict(block) for name, block in begun["start"].items()}
        if "contentBlockDelta" in answer:
            piece = answer["contentBlockDelta"]
            block, delta = blocks.setdefault(piece["contentBlockIndex"], {}), piece["delta"]
            if "text" in delta:
                block["text"] = block.get("text", "") + delta["text"]
            if "toolUse" in delta:
                use = block["toolUse"]
                use["input"] = use.get("input", "") + delta["toolUse"]["input"]
        stop = answer.get("stopReason") or answer.get("messageStop", {}).get("stopReason") or stop
        usage = answer.get("usage") or answer.get("metadata", {}).get("usage") or usage
    told.say(0, "")
    for _, block in sorted(blocks.items()):
        told.say(0, block.get("text", ""))
        for part in block.get("citationsContent", {}).get("content", ()):
            told.say(0, part.get("text", ""))
        use = block.get("toolUse")
        # What Amazon's own tools do is no call of the client's.
        if use and use.get("type") != "server_tool_use":
            given = use.get("input")
            told.call(0, use["name"], given if isinstance(given, dict) else arguments(given))
    if stop:
        told.finishes[0] = BEDROCK_FINISHES.get(stop, stop)
        if told.calls and told.finishes[0] == "stop":
            told.finishes[0] = "tool_calls"
    if usage:
        cached = usage.get("cacheReadInputTokens", 0) + usage.get("cacheWriteInputTokens", 0)
        told.prompt, told.completion = usage.get("inputTokens", 0) + cached, usage["outputTokens"]
    return told
