import NIOCore
import Wire

extension Told {
    /// What an answer of the Responses API tells.
    static func responses(_ body: ByteBuffer, isStream: Bool) -> Told {
        guard isStream else {
            return (try? JSONValue(parsing: body, maxDepth: 512)).map { responses(whole: $0) } ?? Told()
        }
        var told = Told()
        var voice = Voice()
        var calls: [Int: Call] = [:]
        for data in PlainEvents.data(String(buffer: body)) {
            guard let event = try? JSONValue(parsing: data, maxDepth: 512) else { continue }
            let delta = event["delta"]?.string ?? ""
            let place = event["output_index"]?.int ?? 0
            switch event["type"]?.string {
            case "response.output_text.delta"?: voice.text += delta
            case "response.reasoning_summary_text.delta"?, "response.reasoning_text.delta"?: voice.reasoning += delta
            case "response.reasoning_summary_part.added"?:
                if event["summary_index"]?.int ?? 0 > 0 { voice.reasoning += "\n\n" }
            case "response.output_text.annotation.added"?:
                if let url = event["annotation"]?["url"]?.string { voice.links.insert(url) }
            case "response.output_item.added"?:
                if let item = event["item"], let call = call(item) { calls[place] = call }
            case "response.output_item.done"?:
                if let item = event["item"], let call = call(item) { calls[place] = call }
            case "response.completed"?, "response.incomplete"?, "response.failed"?:
                told.hasEndMark = true
                let whole = responses(whole: event["response"] ?? .null)
                voice.finish = whole.voices[0]?.finish
                told.count = whole.count
                told.error = told.error ?? whole.error
            case "error"?: told.error = event["message"]?.string ?? event["error"]?["message"]?.string ?? "error"
            default: break
            }
        }
        voice.calls = calls.sorted { $0.key < $1.key }.map(\.value)
        told.voices = [0: voice]
        return told
    }

    /// What the last event of a stream tells, which holds all of the answer.
    static func lastResponse(_ body: ByteBuffer) -> Told? {
        let last = PlainEvents.data(String(buffer: body)).last.flatMap { try? JSONValue(parsing: $0, maxDepth: 512) }
        return last?["response"].map { responses(whole: $0) }
    }

    private static func call(_ item: JSONValue) -> Call? {
        let isCustom = item["type"] == "custom_tool_call"
        guard isCustom || item["type"] == "function_call" else { return nil }
        return Call(
            id: item["call_id"]?.string, name: item["name"]?.string ?? "",
            arguments: item[isCustom ? "input" : "arguments"]?.string)
    }

    private static func responses(whole json: JSONValue) -> Told {
        var told = Told()
        var voice = Voice()
        for item in json["output"]?.array ?? [] {
            if let call = call(item) { voice.calls.append(call) }
            if item["type"] == "reasoning" {
                let summary = (item["summary"]?.array ?? []).compactMap { $0["text"]?.string }
                let content = (item["content"]?.array ?? []).compactMap { $0["text"]?.string }
                voice.reasoning += (summary.isEmpty ? content : summary).joined(separator: "\n\n")
            }
            guard item["type"] == "message" else { continue }
            for part in item["content"]?.array ?? [] {
                voice.text += part["text"]?.string ?? ""
                for annotation in part["annotations"]?.array ?? [] {
                    if let url = annotation["url"]?.string { voice.links.insert(url) }
                }
            }
        }
        switch json["status"]?.string {
        case "completed"?, "complete"?: voice.finish = voice.calls.isEmpty ? "stop" : "tool_calls"
        case "incomplete"?:
            let reason = json["incomplete_details"]?["reason"]?.string
            voice.finish = reason == "max_output_tokens" ? "length" : reason ?? "incomplete"
        default: break
        }
        if let error = json["error"], error.object != nil { told.error = error["message"]?.string }
        if let usage = json["usage"], usage.object != nil {
            let spoken = usage["output_tokens"]?.int ?? 0
            told.count = Count(
                prompt: usage["input_tokens"]?.int ?? 0, completion: spoken,
                cached: usage["input_tokens_details"]?["cached_tokens"]?.int,
                reasoning: usage["output_tokens_details"]?["reasoning_tokens"]?.int.map { min($0, spoken) })
        }
        told.voices = [0: voice]
        return told
    }
}
