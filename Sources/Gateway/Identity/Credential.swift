package import Wire

/// The key a caller sent, wherever its SDK puts it.
package enum Credential {
    /// The first of `Authorization: Bearer`, `x-api-key`, `api-key`, `x-goog-api-key` and `?key=` that is not empty.
    package static func find(in head: RequestHead) -> Secret? {
        find(inFieldsOf: head) ?? queryKey(head.target, ["key="])
    }

    /// The same without the query: what stands in an address ends up in histories and logs.
    package static func find(inFieldsOf head: RequestHead) -> Secret? {
        var key: Secret?
        head.fields.readFirst("authorization") { key = bearer($0) }
        if let key { return key }
        if let value = head.fields.first("x-api-key"), !value.isEmpty { return Secret(value) }
        if let value = head.fields.first("api-key"), !value.isEmpty { return Secret(value) }
        if let value = head.fields.first("x-goog-api-key"), !value.isEmpty { return Secret(value) }
        return nil
    }

    /// The same for the opening of a WebSocket: browsers can send no fields, so the key stands in a subprotocol, or in
    /// Azure's `?api-key=`.
    package static func find(inOpening head: RequestHead) -> Secret? {
        if let key = find(in: head) ?? queryKey(head.target, ["api-key="]) { return key }
        let mark = "openai-insecure-api-key."
        let offered = WebSocketOpening.subprotocols(of: head.fields).first { $0.hasPrefix(mark) }
        return offered.map { Secret(String($0.dropFirst(mark.count))) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func bearer(_ value: FieldBytes) -> Secret? {
        guard value.hasPrefix("bearer ") else { return nil }
        let key = value.bytes.dropFirst(7).drop { $0 == UInt8(ascii: " ") }
        return key.isEmpty ? nil : Secret(String(decoding: key, as: UTF8.self))
    }

    /// `?key=`, as older Gemini clients send it. A `+` is a plus: fixed keys may hold it, and none holds a space.
    private static func queryKey(_ target: String, _ names: [String]) -> Secret? {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        for pair in target[target.index(after: mark)...].split(separator: "&") {
            guard let name = names.first(where: { pair.hasPrefix($0) }) else { continue }
            let key = pair.dropFirst(name.count)
            return key.isEmpty ? nil : Secret(PercentCoding.decode(key) ?? String(key))
        }
        return nil
    }
}
