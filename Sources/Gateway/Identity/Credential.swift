package import Wire

/// The key a caller sent, wherever its SDK puts it.
package enum Credential {
    /// The first of `Authorization: Bearer`, `x-api-key`, `api-key`, `x-goog-api-key` and `?key=` that is not empty.
    package static func find(in head: RequestHead) -> Secret? {
        if let value = head.fields.first("authorization"), let key = bearer(value) { return key }
        if let value = head.fields.first("x-api-key"), !value.isEmpty { return Secret(value) }
        if let value = head.fields.first("api-key"), !value.isEmpty { return Secret(value) }
        if let value = head.fields.first("x-goog-api-key"), !value.isEmpty { return Secret(value) }
        return queryKey(head.target)
    }

    private static func bearer(_ value: String) -> Secret? {
        let bytes = value.utf8
        guard bytes.count > 7, bytes.prefix(7).elementsEqual("bearer ".utf8, by: { $0 | 0x20 == $1 }) else {
            return nil
        }
        let key = value.dropFirst(7).drop { $0 == " " }
        return key.isEmpty ? nil : Secret(String(key))
    }

    /// `?key=`, as older Gemini clients send it. Keys need no percent-decoding: ours are letters, digits and `-`.
    private static func queryKey(_ target: String) -> Secret? {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        for pair in target[target.index(after: mark)...].split(separator: "&") where pair.hasPrefix("key=") {
            let key = pair.dropFirst(4)
            return key.isEmpty ? nil : Secret(String(key))
        }
        return nil
    }
}
