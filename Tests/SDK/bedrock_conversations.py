"""The same requests twice: as boto3's `converse` takes them, and as OpenAI's SDK does."""

import base64
import json

from doors import PDF, PNG, WEATHER

TURNS = [("user", "One, ünï, 漢字"), ("assistant", "two"), ("user", "three 🙂")]
TOOL = {"type": "function", "function": {"name": "weather", "description": "The weather.", "parameters": WEATHER}}
SPEC = {"toolSpec": {"name": "weather", "description": "The weather.", "inputSchema": {"json": WEATHER}}}
PERSON = {
    "type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"], "additionalProperties": False}
NOVA, CLAUDE = "amazon.nova-lite-v1:0", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
PROFILE = f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/{CLAUDE}"


def said(role, *blocks):
    return {"role": role, "content": list(blocks)}


def asked(text):
    return [{"role": "user", "content": text}], [said("user", {"text": text})]


def called(id):
    """A call by the model and what its tool answered, in both forms."""
    call = {"id": id, "type": "function", "function": {"name": "weather", "arguments": '{"city":"Paris"}'}}
    return (
        [{"role": "assistant", "content": None, "tool_calls": [call]},
         {"role": "tool", "tool_call_id": id, "content": "sunny"}],
        [said("assistant", {"toolUse": {"toolUseId": id, "name": "weather", "input": {"city": "Paris"}}}),
         said("user", {"toolResult": {"toolUseId": id, "content": [{"text": "sunny"}]}})])


def pair(model, openai, converse):
    return {"model": f"bedrock/{model}", **openai}, {"modelId": model, **converse}


def tools(choice=None, own=None):
    (openai, converse), (calls, uses) = asked("The weather?"), called("call_1")
    given = {"messages": openai + calls, "tools": [TOOL]} | ({"tool_choice": choice} if choice else {})
    config = {"tools": [SPEC]} | ({"toolChoice": own} if own else {})
    return pair(NOVA, given, {"messages": converse + uses, "toolConfig": config})


def media():
    parts = [
        {"type": "text", "text": "What?"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PNG}"}},
        {"type": "file", "file": {"filename": "a b.pdf", "file_data": f"data:application/pdf;base64,{PDF}"}}]
    blocks = [
        {"text": "What?"}, {"image": {"format": "png", "source": {"bytes": base64.b64decode(PNG)}}},
        {"document": {"format": "pdf", "name": "a b pdf", "source": {"bytes": base64.b64decode(PDF)}}}]
    return pair(NOVA, {"messages": [{"role": "user", "content": parts}]}, {"messages": [said("user", *blocks)]})


def schema():
    (openai, converse), text = asked("Who?"), json.dumps(PERSON, separators=(",", ":"))
    form = {"type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}}
    config = {"textFormat": {"type": "json_schema", "structure": {"jsonSchema": {"schema": text, "name": "person"}}}}
    return pair(CLAUDE, {"messages": openai, "response_format": form}, {"messages": converse, "outputConfig": config})


ALL = {
    "a text": pair(NOVA, *({"messages": form} for form in asked("Hello"))),
    "a system prompt and turns": pair(
        NOVA, {"messages": [{"role": "system", "content": "Be brief."}] + [
            {"role": role, "content": text} for role, text in TURNS]},
        {"system": [{"text": "Be brief."}], "messages": [said(role, {"text": text}) for role, text in TURNS]}),
    "every setting": pair(
        NOVA, {"messages": asked("Hi")[0], "max_tokens": 7, "temperature": 0.5, "top_p": 0.25, "stop": ["a", "b"]},
        {"messages": asked("Hi")[1], "inferenceConfig": {
            "maxTokens": 7, "temperature": 0.5, "topP": 0.25, "stopSequences": ["a", "b"]}}),
    "a tool's result": tools(),
    "a tool if it likes": tools("auto", {"auto": {}}),
    "any tool": tools("required", {"any": {}}),
    "one tool": tools({"type": "function", "function": {"name": "weather"}}, {"tool": {"name": "weather"}}),
    "an image and a document": media(),
    "a schema": schema(),
    "a model with colon and region": pair(CLAUDE, *({"messages": form} for form in asked("Hello"))),
    "an inference profile": pair(PROFILE, *({"messages": form} for form in asked("Hello"))),
    "a model's own field": pair(
        CLAUDE, {"messages": asked("Hi")[0], "extra_body": {"top_k": 5}},
        {"messages": asked("Hi")[1], "additionalModelRequestFields": {"top_k": 5}}),
}
