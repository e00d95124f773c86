import Dialects
import Gateway
import Wire

/// A provider whose API is described in the configuration (`kind: http`).
struct HTTPSettings {
    private let item: Settled
    private let http: Settled
    /// What is not as it must be.
    private(set) var problems: [ConfigurationProblem] = []

    /// nil where nothing is described.
    init?(_ item: Settled) {
        guard let http = item["http"] else { return nil }
        self.item = item
        self.http = http
    }

    var authorization: Authorization {
        let name = http["key_header"]?.text?.lowercased() ?? "authorization"
        return name == "authorization" ? .bearer : .field(name)
    }

    /// Whether a header's value is filled for each request.
    static func isTemplate(_ value: String) -> Bool { !TextTemplate(value).isFixed(value) }

    /// - Parameter fields: the provider's own, of which those with slots are filled here.
    mutating func endpoints(fields: [(name: String, value: String)]) -> [Endpoint] {
        guard let path = http["path"]?.text, let response = http["response"] else {
            note(http, "\"http\" needs \"response\", with the place of \"text\"")
            return []
        }
        for name in ["path", "stream_path"] { check(path: name) }
        checkWords()
        checkSlots()
        let form = TemplateForm(
            request: json("request"), streamRequest: json("stream_request"), answer: places(response),
            stream: stream(), finishReasons: finishReasons)
        return [
            Endpoint(
                operation: .generate, dialect: .openAIChat, path: path, streamPath: http["stream_path"]?.text,
                template: EndpointTemplate(
                    method: http["method"]?.text.flatMap(HTTPMethod.init) ?? .post, path: path,
                    streamPath: http["stream_path"]?.text, fields: fields, form: form),
                traits: .compatible)
        ]
    }

    private mutating func note(_ at: Settled, _ message: String) {
        problems.append(
            ConfigurationProblem(origin: at.origin, message: "provider \"\(item["id"]?.text ?? "")\": \(message)"))
    }

    private mutating func check(path name: String) {
        guard let setting = http[name], let text = setting.text else { return }
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"#\"<>\\^`|".utf8.contains($0) }
        if !text.hasPrefix("/") || !isPlain {
            note(setting, "\"\(name)\" must begin with a slash and hold no blanks and no \"#\"")
        }
    }

    /// Words that only a few may be, and members that do nothing.
    private mutating func checkWords() {
        let name = http["key_header"]?.text ?? ""
        if !name.utf8.allSatisfy(ConfigurationBuilder.isToken) {
            note(http["key_header"] ?? http, "\"key_header\" is no name of a header")
        }
        for (word, reason) in finishReasons where !["stop", "length", "tool_calls", "content_filter"].contains(reason) {
            note(
                http["finish_reasons"] ?? http,
                "\"finish_reasons\": \"\(word)\" must become stop, length, tool_calls or content_filter, found \"\(reason)\""
            )
        }
        guard http["stream"] == nil else { return }
        for name in ["stream_path", "stream_request"] {
            if let setting = http[name] { note(setting, "\"\(name)\" does nothing without \"stream\"") }
        }
    }

    /// Slots that are none, or that look at what no request has.
    private mutating func checkSlots() {
        for name in ["path", "stream_path", "request", "stream_request"] {
            guard let setting = http[name], let text = setting.text else { continue }
            // A request that is no JSON is told elsewhere.
            let isJSON = name.hasSuffix("request")
            let value = isJSON ? try? JSONValue(parsing: text) : .string(text)
            note(setting, name, value.map { TemplateDoubt.all(in: $0) } ?? [])
        }
        for field in item["headers"]?.fields ?? [] {
            note(item["headers"] ?? item, field.name, TemplateDoubt.all(in: field.value.reveal()))
        }
    }

    private mutating func note(_ at: Settled, _ name: String, _ doubts: [TemplateDoubt]) {
        for doubt in doubts {
            switch doubt {
            case .noSlot(let text):
                let hint = "a slot is {name} or {/pointer}; write {{ for a brace"
                note(at, "\"\(name)\": \"\(text)\" looks like a slot and is none: \(hint)")
            case .unknownMember(let member):
                // A member of the caller's own is as good as any.
                guard let near = NearestNames.of(member, among: TemplateDoubt.members, count: 1).first,
                    NearestNames.distance(Array(member.utf8), Array(near.utf8)) <= 2
                else { continue }
                note(at, "\"\(name)\": requests have no \"\(member)\": did you mean \"\(near)\"?")
            }
        }
    }

    private mutating func json(_ name: String) -> JSONValue? {
        guard let setting = http[name], let text = setting.text else { return nil }
        do throws(JSONError) {
            let value = try JSONValue(parsing: text)
            if value.object == nil { note(setting, "\"http.\(name)\" must be a JSON object") }
            return value
        } catch {
            note(setting, "\"http.\(name)\" is not valid JSON: \(error)")
            return nil
        }
    }

    private mutating func places(_ group: Settled) -> TemplateForm.Places {
        var places = TemplateForm.Places(text: pointer("text", in: group) ?? JSONPointer())
        places.reasoning = pointer("reasoning", in: group)
        places.toolCalls = pointer("tool_calls", in: group)
        places.finishReason = pointer("finish_reason", in: group)
        places.done = pointer("done", in: group)
        places.inputTokens = pointer("input_tokens", in: group)
        places.outputTokens = pointer("output_tokens", in: group)
        places.id = pointer("id", in: group)
        places.model = pointer("model", in: group)
        places.error = pointer("error", in: group)
        return places
    }

    private mutating func pointer(_ name: String, in group: Settled) -> JSONPointer? {
        guard let setting = group[name], let text = setting.text else { return nil }
        guard let pointer = JSONPointer(text) else {
            note(setting, "\"\(name)\" must be a JSON pointer such as /choices/0/text, found \"\(text)\"")
            return nil
        }
        return pointer
    }

    private mutating func stream() -> TemplateForm.Stream? {
        guard let group = http["stream"] else { return nil }
        let isLines = group["form"]?.text == "lines"
        if isLines, group["finish_reason"] == nil, group["done"] == nil {
            note(group, "\"stream\" needs \"finish_reason\" or \"done\": without either nobody can tell a whole answer")
        }
        var places = places(group)
        if let response = http["response"] {
            // Said once, it holds for both.
            places.error = places.error ?? pointer("error", in: response)
            places.inputTokens = places.inputTokens ?? pointer("input_tokens", in: response)
            places.outputTokens = places.outputTokens ?? pointer("output_tokens", in: response)
            places.id = places.id ?? pointer("id", in: response)
            places.model = places.model ?? pointer("model", in: response)
        }
        return TemplateForm.Stream(framing: isLines ? .jsonLines : .serverSentEvents, places: places)
    }

    private var finishReasons: [String: String] {
        Dictionary(
            (http["finish_reasons"]?.fields ?? []).map { ($0.name, $0.value.reveal()) },
            uniquingKeysWith: { first, _ in first })
    }
}
