import Wire

/// Which field lines cross the gateway. Everything else stays on its side: hop-by-hop, credentials, cookies.
enum ForwardedFields {
    /// Request fields of a relay that change what the provider does. The organisation and project belong to a
    /// credential, so they go only with the caller's own.
    static func append(from caller: HeaderFields, to fields: inout HeaderFields, own: Bool) {
        caller.forEachRaw { name, value in
            let isWanted =
                switch name.initial {
                case UInt8(ascii: "a"): name.hasPrefix("anthropic-")
                case UInt8(ascii: "o"):
                    name.hasPrefix("openai-")
                        && (own || name.equals("openai-beta") || name.equals("openai-safety-identifier"))
                default: false
                }
            if isWanted { fields.set(name.string, value.string) }
        }
    }

    /// Fields of an answer that SDKs read.
    static func isPassed(_ name: FieldBytes) -> Bool {
        switch name.initial {
        case UInt8(ascii: "a"): name.hasPrefix("anthropic-")
        case UInt8(ascii: "o"): name.hasPrefix("openai-")
        case UInt8(ascii: "r"): name.equals("request-id") || name.equals("retry-after-ms")
        case UInt8(ascii: "x"): name.hasPrefix("x-ratelimit-") || name.equals("x-should-retry")
        default: false
        }
    }
}
