package import Wire

/// The key a caller sent, wherever its SDK puts it.
package enum Credential {
    /// The first of `Authorization: Bearer`, `x-api-key`, `api-key`, `x-goog-api-key` and `?key=` that is not empty.
    package static func find(in head: RequestHead) -> Secret? {
        var key: Secret?
        head.fields.readFirst("authorization") { key = bearer($0) }
        if let key { return key }
        if let value = head.fields.first("x-api-key"), !value.isEmpty { return Secret(value) }
        if let value = head.fields.first("api-key"), !value.isEmpty { return Secret(value) }
        if let value = head.fields.first("x-goog-api-key"), !value.isEmpty { return Secret(value) }
        return queryKey(head.target)
    }

    private static func bearer(_ value: FieldBytes) -> Secret? {
        guard value.hasPrefix("bearer ") else { return nil }
        let key = value.bytes.dropFirst(7).drop { $0 == UInt8(ascii: " ") }
        return key.isEmpty ? nil : Secret(String(decoding: key, as: UTF8.self))
    }

    /// `?key=`, as older Gemini clients send it. A `+` is a plus: fixed keys may hold it, and none holds a space.
    private static func queryKey(_ target: String) -> Secret? {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        for pair in target[target.index(after: mark)...].split(separator: "&") where pair.hasPrefix("key=") {
            let key = pair.dropFirst(4)
            return key.isEmpty ? nil : Secret(PercentCoding.decode(key) ?? String(key))
        }
        return nil
    }
}
