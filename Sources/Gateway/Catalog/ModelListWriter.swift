import NIOCore
import Wire

/// Writes models in the form of a provider's list.
struct ModelListWriter {
    let form: ModelListForm
    /// When the gateway came to know the models, in seconds since 1970: providers' own dates are not known.
    let created: Int

    func list(_ names: [String]) -> ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        if form == .openAI || form == .mistral || form == .asked { json.member("object", "list") }
        json.key(form.hasModels ? "models" : "data")
        json.beginArray()
        for name in names { write(name, into: &json) }
        json.endArray()
        if form == .anthropic {
            // One page holds them all.
            json.key("has_more")
            json.bool(false)
            for (key, name) in [("first_id", names.first), ("last_id", names.last)] {
                json.key(key)
                if let name { json.string(name) } else { json.null() }
            }
        }
        json.endObject()
        return json.buffer
    }

    func one(_ name: String) -> ByteBuffer {
        var json = JSONWriter()
        write(name, into: &json)
        return json.buffer
    }

    private func write(_ name: String, into json: inout JSONWriter) {
        json.beginObject()
        switch form {
        case .openAI, .mistral, .asked:
            json.member("id", name)
            json.member("object", "model")
            json.member("created", created)
            let owner = name.split(separator: "/", maxSplits: 1)
            json.member("owned_by", owner.count == 2 ? String(owner[0]) : "llmgateway")
            if form == .mistral {
                // Its SDK refuses a model without them.
                json.member("type", "base")
                json.member("capabilities", ["completion_chat": true, "function_calling": true])
            }
        case .anthropic:
            json.member("type", "model")
            json.member("id", name)
            json.member("display_name", name)
            json.member("created_at", Timestamp.text(created))
        case .ollama:
            json.member("name", name)
            json.member("model", name)
            json.member("modified_at", Timestamp.text(created))
            // Where the weights lie, and how large they are, is the provider's to know.
            json.member("size", 0)
            json.member("digest", "")
        case .cohere:
            json.member("name", name)
            json.key("endpoints")
            json.beginArray()
            json.string("chat")
            json.endArray()
        case .gemini:
            json.member("name", "models/" + name)
            json.member("displayName", name)
            json.key("supportedGenerationMethods")
            json.beginArray()
            json.string("generateContent")
            json.endArray()
        }
        json.endObject()
    }
}

extension ModelListForm {
    /// Whether the list stands under `models`, else under `data`.
    fileprivate var hasModels: Bool { self == .gemini || self == .ollama || self == .cohere }
}
