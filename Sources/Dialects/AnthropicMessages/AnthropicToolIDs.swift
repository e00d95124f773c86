/// Tool call ids as Anthropic takes them: `^[a-zA-Z0-9_-]+$`.
///
/// Other providers write dots and colons into theirs. A call and its results refer to each other only inside one
/// request, so an id is respelled, the same way everywhere in it, and two ids never become one.
struct AnthropicToolIDs {
    private var spelled: [String: String] = [:]
    private var taken: Set<String> = []
    /// The suffix to try next for a spelling that several ids share.
    private var suffixes: [String: Int] = [:]

    mutating func spelling(of id: String) -> String {
        if let known = spelled[id] { return known }
        var scalars = String.UnicodeScalarView()
        for scalar in id.unicodeScalars { scalars.append(Self.isAllowed(scalar) ? scalar : "_") }
        let plain = scalars.isEmpty ? "call" : String(scalars)
        var result = plain
        var suffix = suffixes[plain] ?? 2
        while taken.contains(result) {
            result = "\(plain)_\(suffix)"
            suffix += 1
        }
        if suffix > 2 { suffixes[plain] = suffix }
        taken.insert(result)
        spelled[id] = result
        return result
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }
}
