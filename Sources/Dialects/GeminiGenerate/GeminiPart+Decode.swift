import Wire

/// Reads `Part` objects, of requests and of answers.
struct GeminiPartReader {
    var calls: GeminiCallLedger

    /// What this reads has no way to fail: a part of an unknown kind is opaque.
    mutating func read(_ object: JSONObject) -> Part {
        var members = GeminiMembers(object)
        let thought = members.has("thought") ? members.bool("thought") ?? false : false
        let signature = members.string("thoughtSignature").map { Signature(dialect: .geminiGenerate, value: $0) }
        if let text = members.string("text") {
            return read(text: text, isThought: thought, signature, members)
        }
        if thought, members.firstName == nil {
            return .reasoning(Reasoning(text: "", signature: signature))
        }
        if thought, !members.has("functionCall"), !members.has("functionResponse") {
            return opaque(object)
        }
        if thought { members.keep("thought", .bool(true)) }
        if let call = members.object("functionCall") { return read(call: call, signature, members) }
        if let signature { members.keep("thoughtSignature", .string(signature.value)) }
        if let response = members.object("functionResponse") { return read(response: response, members) }
        if let blob = members.object("inlineData"), let part = read(inline: blob, &members) { return part }
        if let file = members.object("fileData"), let part = read(file: file, &members) { return part }
        return opaque(object)
    }

    private func opaque(_ object: JSONObject) -> Part {
        let side: MemberNames = ["thought", "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution"]
        let names = object.keys.map(GeminiMembers.camelCase)
        let kind = names.first { !side.contains($0) } ?? names.first ?? "part"
        return .opaque(Opaque(dialect: .geminiGenerate, kind: kind, json: .object(object)))
    }

    private func read(text: String, isThought: Bool, _ signature: Signature?, _ members: GeminiMembers) -> Part {
        if isThought {
            return .reasoning(Reasoning(text: text, signature: signature, preserved: members.preserved))
        }
        return .text(TextPart(text, signature: signature, preserved: members.preserved))
    }

    private mutating func read(call: JSONObject, _ signature: Signature?, _ outer: GeminiMembers) -> Part {
        var outer = outer
        var members = GeminiMembers(call)
        let name = members.string("name") ?? ""
        let arguments = members.object("args").map { JSONValue.object($0).text } ?? ""
        let id = calls.idOfCall(named: name, arguments: arguments, given: members.string("id"))
        if !members.rest.isEmpty { outer.keep("functionCall", .object(members.rest)) }
        return .toolCall(
            ToolCall(id: id, name: name, arguments: arguments, signature: signature, preserved: outer.preserved))
    }

    private mutating func read(response: JSONObject, _ outer: GeminiMembers) -> Part {
        var outer = outer
        var members = GeminiMembers(response)
        let name = members.string("name") ?? ""
        let id = calls.idOfResult(named: name, given: members.string("id"))
        let (text, isError) = GeminiFunctionResponse.unwrap(members.object("response") ?? JSONObject())
        var content: [Part] = [.text(TextPart(text))]
        for part in members.list("parts") ?? [] {
            content.append(read(part.object ?? JSONObject()))
        }
        if !members.rest.isEmpty { outer.keep("functionResponse", .object(members.rest)) }
        return .toolResult(
            ToolResult(callID: id, name: name, content: content, isError: isError, preserved: outer.preserved))
    }

    private func read(inline blob: JSONObject, _ outer: inout GeminiMembers) -> Part? {
        var members = GeminiMembers(blob)
        guard let data = members.string("data") else { return nil }
        let mimeType = members.string("mimeType")
        let filename = members.string("displayName")
        if !members.rest.isEmpty { outer.keep("inlineData", .object(members.rest)) }
        return .media(
            Media(
                kind: Media.Kind(mimeType: mimeType), source: .base64(data), mimeType: mimeType, filename: filename,
                preserved: outer.preserved))
    }

    private func read(file: JSONObject, _ outer: inout GeminiMembers) -> Part? {
        var members = GeminiMembers(file)
        guard let uri = members.string("fileUri") else { return nil }
        let mimeType = members.string("mimeType")
        let filename = members.string("displayName")
        if !members.rest.isEmpty { outer.keep("fileData", .object(members.rest)) }
        let source: Media.Source =
            GeminiFileURI(uri).isStoredAtGoogle ? .file(id: uri, dialect: .geminiGenerate) : .url(uri)
        let kind = GeminiFileURI(uri).isYouTube ? .video : Media.Kind(mimeType: mimeType)
        return .media(
            Media(kind: kind, source: source, mimeType: mimeType, filename: filename, preserved: outer.preserved))
    }
}

extension Media.Kind {
    init(mimeType: String?) {
        switch mimeType?.split(separator: "/").first.map({ $0.lowercased() }) {
        case "image": self = .image
        case "audio": self = .audio
        case "video": self = .video
        default: self = .document
        }
    }
}

/// Where a `fileUri` points: Google reads its own stores and YouTube always, other addresses on some endpoints only.
struct GeminiFileURI {
    let text: String
    private let rest: Substring
    private let scheme: String

    init(_ text: String) {
        self.text = text
        guard let colon = text.firstIndex(of: ":") else {
            (scheme, rest) = ("", text[...])
            return
        }
        scheme = text[..<colon].lowercased()
        rest = text[text.index(after: colon)...].drop { $0 == "/" }
    }

    private var host: String { rest.prefix { $0 != "/" && $0 != "?" && $0 != ":" }.lowercased() }

    var isData: Bool { scheme == "data" }

    /// The Files API's names and addresses, and Cloud Storage.
    var isStoredAtGoogle: Bool {
        scheme == "gs" || host == "generativelanguage.googleapis.com" || (scheme.isEmpty && rest.hasPrefix("files/"))
    }

    var isYouTube: Bool {
        let host = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
        return (scheme == "https" || scheme == "http") && ["youtube.com", "m.youtube.com", "youtu.be"].contains(host)
    }

    /// The media type and base64 text of a `data:` URL.
    var data: (mimeType: String?, base64: String)? {
        guard isData, let comma = rest.firstIndex(of: ",") else { return nil }
        let fields = rest[..<comma].split(separator: ";")
        guard fields.contains("base64") else { return nil }
        let mimeType = fields.first.flatMap { $0.contains("/") ? String($0) : nil }
        return (mimeType, String(rest[rest.index(after: comma)...]))
    }
}
