import NIOCore
import Wire

extension Told {
    /// What a caller reads of our answer in OpenAI's form.
    static func openAI(_ body: ByteBuffer, isStream: Bool) -> Told {
        var told = Told()
        if isStream {
            for data in PlainEvents.data(String(buffer: body)) {
                if data == "[DONE]" { told.hasEndMark = true }
                if let chunk = try? JSONValue(parsing: data, maxDepth: 512) { told.readOpenAI(chunk) }
            }
        } else if let answer = try? JSONValue(parsing: body, maxDepth: 512) {
            told.readOpenAI(answer)
        }
        return told
    }

    private mutating func readOpenAI(_ json: JSONValue) {
        if let error = json["error"] { self.error = error["message"]?.string ?? error.text }
        for choice in json["choices"]?.array ?? [] {
            let index = choice["index"]?.int ?? 0
            var voice = voices[index] ?? Voice()
            voice.addOpenAI(choice["delta"] ?? choice["message"] ?? .null)
            voice.finish = choice["finish_reason"]?.string ?? voice.finish
            voices[index] = voice
        }
        guard let usage = json["usage"], !usage.isNull else { return }
        count = Count(
            prompt: usage["prompt_tokens"]?.int ?? 0, completion: usage["completion_tokens"]?.int ?? 0,
            cached: usage["prompt_tokens_details"]?["cached_tokens"]?.int,
            reasoning: usage["completion_tokens_details"]?["reasoning_tokens"]?.int)
    }
}

extension Told.Voice {
    fileprivate mutating func addOpenAI(_ message: JSONValue) {
        text += message["content"]?.string ?? ""
        // Compatible servers say it under one of two names, or under both.
        reasoning += message["reasoning_content"]?.string ?? message["reasoning"]?.string ?? ""
        for citation in message["annotations"]?.array ?? [] {
            if let url = citation["url_citation"]?["url"]?.string { links.insert(url) }
        }
        for call in message["tool_calls"]?.array ?? [] {
            if call["id"] != nil || calls.isEmpty {
                calls.append(Told.Call(id: call["id"]?.string, name: "", arguments: ""))
            }
            let place = calls.count - 1
            calls[place].name += call["function"]?["name"]?.string ?? ""
            calls[place].arguments? += call["function"]?["arguments"]?.string ?? ""
        }
    }
}
