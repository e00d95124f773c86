import NIOCore
import Wire

extension Told {
    /// What Ollama's answer tells: one JSON value, or one a line.
    static func ollama(_ body: ByteBuffer, isStream: Bool) -> Told {
        var told = Told()
        var voice = Voice()
        for line in isStream ? String(buffer: body).split(separator: "\n").map(String.init) : [String(buffer: body)] {
            guard let json = try? JSONValue(parsing: line, maxDepth: 512) else { continue }
            if let error = json["error"]?.string { told.error = error }
            let message = json["message"]
            voice.text += message?["content"]?.string ?? ""
            voice.reasoning += message?["thinking"]?.string ?? ""
            for call in message?["tool_calls"]?.array ?? [] {
                let function = call["function"]
                voice.calls.append(
                    Call(
                        id: call["id"]?.string, name: function?["name"]?.string ?? "",
                        arguments: function?["arguments"]?.text))
            }
            if let spoken = json["eval_count"]?.int {
                told.count = Count(prompt: json["prompt_eval_count"]?.int ?? 0, completion: spoken)
            }
            guard json["done"]?.bool ?? false else { continue }
            told.hasEndMark = true
            let reason = json["done_reason"]?.string
            voice.finish = reason == "stop" && !voice.calls.isEmpty ? "tool_calls" : reason
        }
        told.voices = [0: voice]
        return told
    }
}
