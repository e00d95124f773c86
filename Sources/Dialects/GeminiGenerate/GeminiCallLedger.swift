import Wire

/// Gives function calls the ids that the rest of the model needs and Gemini often does not send.
///
/// An id made here is `call_g_<scope>_<n>`: the scope is the response's id (so ids are unique in a conversation and
/// the same for a stream and its fold), or the turn's place in a request's history. They are recognised on
/// the way back and not sent to Google, which never saw them.
struct GeminiCallLedger {
    static let prefix = "call_g_"

    /// Letters, digits, `_` and `-` only, because other dialects restrict ids to these.
    var scope: String
    private var count = 0
    /// Of each name the ids of its calls, in their order.
    private var waiting: [String: Waiting] = [:]
    /// Calls whose result named them, which may still stand among those that wait.
    private var answered: Set<String> = []

    private struct Waiting {
        var ids: [String] = []
        var next = 0
    }

    init(scope: String) {
        self.scope = Self.clean(scope)
    }

    static func isMade(_ id: String) -> Bool { id.hasPrefix(prefix) }

    mutating func enter(scope: String) {
        self.scope = Self.clean(scope)
        count = 0
    }

    mutating func idOfCall(named name: String, arguments: String, given: String?) -> String {
        let id = given.flatMap { $0.isEmpty ? nil : $0 } ?? make(name, arguments)
        waiting[name, default: Waiting()].ids.append(id)
        answered.remove(id)
        return id
    }

    /// The call a result answers: by its id, else the first unanswered call of that name.
    mutating func idOfResult(named name: String, given: String?) -> String {
        if let given, !given.isEmpty {
            answered.insert(given)
            return given
        }
        while let id = takeNext(named: name) {
            if answered.remove(id) == nil { return id }
        }
        return make(name, "")
    }

    private mutating func takeNext(named name: String) -> String? {
        guard let queue = waiting[name], queue.next < queue.ids.count else { return nil }
        waiting[name]?.next += 1
        return queue.ids[queue.next]
    }

    private mutating func make(_ name: String, _ arguments: String) -> String {
        defer { count += 1 }
        let scope = scope.isEmpty ? Self.fingerprint(name + "\u{0}" + arguments) : scope
        return "\(Self.prefix)\(scope)_\(count)"
    }

    private static func clean(_ scope: String) -> String {
        let kept = scope.utf8.filter { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return String(decoding: kept.prefix(28), as: UTF8.self)
    }

    /// FNV-1a of the call's text: without a response id the content is all that tells calls apart.
    private static func fingerprint(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
