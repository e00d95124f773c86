import Wire

/// Writes canonical parts as `Part` objects.
struct GeminiPartWriter {
    /// Accepted by Gemini 3 in place of a signature where a call was made by another model; the base64 of
    /// `skip_thought_signature_validator`. Without one a call in the history is refused with a 400.
    static let unsignedCallSignature = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I="

    /// Whether addresses outside Google's stores may be sent.
    var takesMediaURLs: Bool
    var demandsSignatures = false
    /// Names of the functions called so far, by call id: Gemini wants the name with the result.
    var callNames: [String: String] = [:]

    /// Nil when the part has no form here; that is noted in `losses`.
    mutating func write(
        _ part: Part, at path: @autoclosure () -> String, losses: inout Losses
    ) throws(DialectError) -> JSONObject? {
        switch part {
        case .text(let text): return write(text, at: path(), &losses)
        case .media(let media): return try write(media, at: path(), &losses)
        case .toolCall(let call): return write(call, at: path(), &losses)
        case .toolResult(let result): return try write(result, at: path(), &losses)
        case .reasoning(let reasoning): return write(reasoning, at: path(), &losses)
        case .refusal(let text): return JSONObject([("text", .string(text))])
        case .citation(let citation):
            if citation.source?.dialect != .geminiGenerate {
                losses.note("\(path()).annotations", "citations are only written with an answer")
            }
            return nil
        case .cacheMarker:
            losses.note("\(path()).cache_control", "Gemini caches without markers")
            return nil
        case .opaque(let opaque):
            if opaque.dialect == .geminiGenerate, let object = opaque.json.object { return object }
            losses.note("\(path()).\(opaque.kind)", "no counterpart in \(Dialect.geminiGenerate.rawValue)")
            return nil
        }
    }

    private func write(_ text: TextPart, at path: @autoclosure () -> String, _ losses: inout Losses) -> JSONObject? {
        var object = JSONObject([("text", .string(text.text))])
        sign(&object, with: text.signature, at: path(), &losses)
        add(text.preserved, to: &object, at: path(), &losses)
        return object
    }

    private func write(
        _ reasoning: Reasoning, at path: @autoclosure () -> String, _ losses: inout Losses
    ) -> JSONObject? {
        if reasoning.redacted != nil {
            losses.note("\(path()).redacted", "only the model that wrote redacted reasoning can read it")
            guard !reasoning.text.isEmpty else { return nil }
        }
        var object = JSONObject()
        let isSigned = reasoning.signature?.dialect == .geminiGenerate
        if !reasoning.text.isEmpty || !isSigned { object["text"] = .string(reasoning.text) }
        object["thought"] = .bool(true)
        sign(&object, with: reasoning.signature, at: path(), &losses)
        add(reasoning.preserved, to: &object, at: path(), &losses)
        return object
    }

    private mutating func write(
        _ call: ToolCall, at path: @autoclosure () -> String, _ losses: inout Losses
    ) -> JSONObject? {
        callNames[call.id] = call.name
        var inner = JSONObject()
        if !call.id.isEmpty, !GeminiCallLedger.isMade(call.id) { inner["id"] = .string(call.id) }
        inner["name"] = .string(call.name)
        if !call.arguments.isEmpty { inner["args"] = .object(arguments(of: call, at: path(), &losses)) }
        var object = JSONObject([("functionCall", .object(inner))])
        sign(&object, with: call.signature, at: path(), &losses)
        if demandsSignatures, object["thoughtSignature"] == nil {
            object["thoughtSignature"] = .string(Self.unsignedCallSignature)
            demandsSignatures = false
        } else if object["thoughtSignature"] != nil {
            demandsSignatures = false
        }
        add(call.preserved, to: &object, at: path(), &losses)
        return object
    }

    /// `args` must be an object; whatever else a model wrote travels as text inside one.
    private func arguments(of call: ToolCall, at path: @autoclosure () -> String, _ losses: inout Losses) -> JSONObject
    {
        if call.kind == .function, let object = (try? JSONValue(parsing: call.arguments))?.object { return object }
        if call.kind == .function {
            losses.note("\(path()).arguments", "no JSON object; sent as text in the member `input`")
        }
        return JSONObject([("input", .string(call.arguments))])
    }

    private func write(
        _ result: ToolResult, at path: @autoclosure () -> String, _ losses: inout Losses
    ) throws(DialectError) -> JSONObject? {
        guard let name = result.name.flatMap({ $0.isEmpty ? nil : $0 }) ?? callNames[result.callID] else {
            throw .invalid(
                "\(path()).tool_call_id", "no earlier tool call has the id \"\(result.callID)\"",
                hint: "Gemini needs the function's name: send the assistant message with the call before its result")
        }
        var inner = JSONObject()
        if !result.callID.isEmpty, !GeminiCallLedger.isMade(result.callID) { inner["id"] = .string(result.callID) }
        inner["name"] = .string(name)
        var text = ""
        var parts: [JSONValue] = []
        for part in result.content {
            switch part {
            case .text(let block): text += block.text
            case .media(let media):
                parts.append(.object(try write(media, at: path(), &losses)))
            default:
                losses.note("\(path()).content", "only text and media can be a function's response")
            }
        }
        inner["response"] = .object(GeminiFunctionResponse.wrap(text, isError: result.isError))
        if !parts.isEmpty { inner["parts"] = .array(parts) }
        var object = JSONObject([("functionResponse", .object(inner))])
        add(result.preserved, to: &object, at: path(), &losses)
        return object
    }

    private func sign(
        _ object: inout JSONObject, with signature: Signature?, at path: @autoclosure () -> String,
        _ losses: inout Losses
    ) {
        guard let signature else { return }
        if signature.dialect == .geminiGenerate {
            object["thoughtSignature"] = .string(signature.value)
        } else {
            losses.note("\(path()).signature", "signed by another provider")
        }
    }

    private func add(
        _ preserved: Preserved?, to object: inout JSONObject, at path: @autoclosure () -> String, _ losses: inout Losses
    ) {
        losses.note(preserved, at: path(), into: .geminiGenerate)
        if let members = preserved?.ownGemini { object.merge(members) }
    }
}

extension GeminiPartWriter {
    fileprivate func write(
        _ media: Media, at path: @autoclosure () -> String, _ losses: inout Losses
    ) throws(DialectError) -> JSONObject {
        var object: JSONObject
        switch media.source {
        case .base64(let data): object = inline(data, media.mimeType, media)
        case .text(let text): object = JSONObject([("text", .string(text))])
        case .file(let id, let dialect):
            guard dialect == .geminiGenerate else {
                throw .unsupported(
                    path(), "a file stored at another provider cannot be read by Gemini",
                    hint: "send the file's bytes, or upload it with Google's Files API and send its uri")
            }
            object = reference(id, media)
        case .url(let url):
            let uri = GeminiFileURI(url)
            if let (mimeType, data) = uri.data {
                object = inline(data, media.mimeType ?? mimeType, media)
            } else if uri.isStoredAtGoogle || uri.isYouTube || takesMediaURLs {
                object = reference(url, media)
            } else {
                throw DialectError(
                    .mediaNeedsFetch(url: url), at: path(), "Gemini takes the bytes of media, not an address",
                    hint: "send the bytes as a data: URL")
            }
        }
        if let detail = media.detail, detail != "auto" { losses.note("\(path()).detail", "set per request in Gemini") }
        losses.note(media.preserved, at: path(), into: .geminiGenerate)
        if let members = media.preserved?.ownGemini { object.merge(members) }
        return object
    }

    private func inline(_ data: String, _ mimeType: String?, _ media: Media) -> JSONObject {
        var blob = JSONObject([("mimeType", .string(mimeType ?? media.kind.usualMimeType))])
        blob["data"] = .string(data)
        return JSONObject([("inlineData", .object(blob))])
    }

    private func reference(_ uri: String, _ media: Media) -> JSONObject {
        var file = JSONObject()
        if let mimeType = media.mimeType { file["mimeType"] = .string(mimeType) }
        file["fileUri"] = .string(uri)
        return JSONObject([("fileData", .object(file))])
    }
}

extension Media.Kind {
    /// What is written where the caller named no type and Google demands one.
    fileprivate var usualMimeType: String {
        switch self {
        case .image: "image/jpeg"
        case .audio: "audio/wav"
        case .video: "video/mp4"
        case .document: "application/pdf"
        }
    }
}
