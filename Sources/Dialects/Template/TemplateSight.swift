import Wire

/// What of a request a slot looks at.
package struct TemplateSight: Sendable, Hashable {
    /// The member.
    let name: String
    /// Which part of it alone, such as a message's index; nil: all of it.
    let part: String?

    /// nil for the request as a whole.
    init?(_ pointer: JSONPointer) {
        guard let name = pointer.firstStep else { return nil }
        self.name = name
        part = pointer.hasStar ? nil : pointer.secondStep
    }
}

/// All that a template looks at, and what of a request it leaves out.
struct TemplateSights {
    private let all: Set<TemplateSight>

    init(_ all: Set<TemplateSight>) { self.all = all }

    private func sees(_ name: String) -> Bool { all.contains { $0.name == name } }

    private func seesAll(of name: String) -> Bool { all.contains { $0.name == name && $0.part == nil } }

    func noteUnseen(of base: JSONObject, _ losses: inout Losses) {
        for (key, value) in base where !Self.decided.contains(key) && !seesAll(of: key) {
            if !sees(key) {
                losses.note(key, Self.reason)
            } else if value.array.map({ $0.count > 1 }) ?? ((value.object?.count ?? 0) > 1) {
                losses.note(key, "the template looks at a part of it")
            }
        }
        noteMessages(base["messages"]?.array ?? [], &losses)
    }

    private func noteMessages(_ messages: [JSONValue], _ losses: inout Losses) {
        guard !seesAll(of: "messages") else { return }
        guard TemplateRequest.ofMessages.contains(where: sees) else { return losses.note("messages", Self.reason) }
        for (index, message) in messages.enumerated() {
            if all.contains(where: { $0.name == "messages" && Self.isIndex($0.part, index, of: messages.count) }) {
                continue
            }
            guard seesText(of: message, at: index, of: messages.count) else {
                losses.note("messages[\(index)]", Self.reason)
                continue
            }
            // What is made of it is its text.
            for (place, part) in (message["content"]?.array ?? []).enumerated() where part["type"] != "text" {
                losses.note("messages[\(index)].content[\(place)]", Self.reason)
            }
            if message["tool_calls"] != nil { losses.note("messages[\(index)].tool_calls", Self.reason) }
        }
    }

    private func seesText(of message: JSONValue, at index: Int, of count: Int) -> Bool {
        if sees("prompt") || sees("last") && index == count - 1 { return true }
        let role = message["role"]?.string
        return sees("system") && (role == "system" || role == "developer")
    }

    private static func isIndex(_ part: String?, _ index: Int, of count: Int) -> Bool {
        part.flatMap { Int($0) }.map { $0 < 0 ? count + $0 : $0 } == index
    }

    private static let decided: Set<String> = ["model", "stream", "stream_options", "messages"]
    private static let reason = "the template has no place for it"
}
