package import Dialects
package import Wire

/// What the gateway itself reads of a request, whatever its dialect. All else passes untouched.
package struct RequestFacts: Sendable {
    package var model: String
    package var isStream = false
    /// Whether a stream is to tell its usage: in OpenAI's form where the caller asked for it, else always.
    package var includesUsage = false

    private static let includeUsage = JSONNames(["include_usage"])

    /// Type-checks only what policy reads; null counts as absent. One pass over the members.
    package static func read(
        _ root: JSONView, as form: RequestForm, path: PathFacts = .none, standardModel: String? = nil
    ) throws(GatewayError) -> RequestFacts {
        guard root.kind == .object else {
            throw GatewayError(.invalidRequest, "The body must be one JSON object.")
        }
        var facts = RequestFacts(model: "", isStream: form.streamsByDefault, includesUsage: !form.asksForUsage)
        var hasPrompt = form.required == nil
        var seen: UInt16 = 0
        var version: String?
        var members = JSONMemberCursor(root)
        while let place = members.next(of: form.names) {
            let member = form.members[place]
            guard seen & 1 << UInt16(place) == 0 else { throw twice("\(member.name)") }
            seen |= 1 << UInt16(place)
            if members.isNull { continue }
            switch member.role {
            case .model: facts.model = try text(members.value, member.name)
            case .modelVersion: version = try text(members.value, member.name)
            case .turns: hasPrompt = members.kind == .array
            case .prompt: hasPrompt = true
            case .stream: facts.isStream = try flag(members.value, member.name)
            case .streamOptions: facts.includesUsage = try includesUsage(members.value)
            case .integer: try integer(members.value, member.name)
            case .once: break
            }
        }
        if let version { facts.model = facts.model.isEmpty ? version : "\(facts.model)/\(version)" }
        if let model = path.model ?? (facts.model.isEmpty ? standardModel : nil) { facts.model = model }
        if let isStream = path.isStream { facts.isStream = isStream }
        guard !facts.model.isEmpty else {
            throw GatewayError(
                .invalidRequest, "\"model\" is missing.", hint: "Name a model; GET /v1/models lists them.",
                param: "model")
        }
        guard hasPrompt else { throw missing(form, root) }
        return facts
    }

    @inline(never)
    private static func twice(_ name: String) -> GatewayError {
        GatewayError(
            .invalidRequest, "\"\(name)\" is given twice.",
            hint: "Give it once: what is checked is what is sent.", param: name)
    }

    @inline(never)
    private static func missing(_ form: RequestForm, _ root: JSONView) -> GatewayError {
        let name = form.required.map { "\($0)" } ?? ""
        let isList = form.members.contains { "\($0.name)" == name && $0.role == .turns }
        return GatewayError(
            .invalidRequest,
            isList && root[named: name].map({ !$0.isNull }) == true
                ? "\"\(name)\" must be an array." : "\"\(name)\" is missing.", param: name)
    }

    private static func text(_ view: JSONView, _ name: StaticString) throws(GatewayError) -> String {
        guard let text = view.string, !text.isEmpty else {
            throw GatewayError(.invalidRequest, "\"\(name)\" must be a string that is not empty.", param: "\(name)")
        }
        return text
    }

    private static func flag(_ view: JSONView, _ name: StaticString) throws(GatewayError) -> Bool {
        guard let value = view.bool else {
            throw GatewayError(.invalidRequest, "\"\(name)\" must be true or false.", param: "\(name)")
        }
        return value
    }

    private static func integer(_ view: JSONView, _ name: StaticString) throws(GatewayError) {
        guard view.int != nil else {
            throw GatewayError(.invalidRequest, "\"\(name)\" must be a whole number.", param: "\(name)")
        }
    }

    /// What is of another type asks for nothing, and is the provider's to refuse.
    private static func includesUsage(_ options: JSONView) throws(GatewayError) -> Bool {
        guard options.kind == .object else { return false }
        var flag: JSONView?
        var members = JSONMemberCursor(options)
        while members.next(of: includeUsage) != nil {
            guard flag == nil else { throw twice("stream_options.include_usage") }
            flag = members.value
        }
        return flag?.bool ?? false
    }
}
