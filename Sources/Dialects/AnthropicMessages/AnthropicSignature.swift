/// Signatures on this dialect's wire.
///
/// A caller at the Anthropic door sends back what it was given, also for reasoning of a Gemini or OpenAI model. So a
/// foreign signature is written as `<dialect>:<value>`; Anthropic's own are base64 and hold no colon.
enum AnthropicSignature {
    static func wire(_ signature: Signature) -> String {
        signature.dialect == .anthropicMessages
            ? signature.value : "\(signature.dialect.rawValue):\(signature.value)"
    }

    /// nil for an empty text: streams begin a thinking block with an empty signature.
    static func parse(_ text: String?) -> Signature? {
        guard let text, !text.isEmpty else { return nil }
        for dialect in Dialect.allCases where dialect != .anthropicMessages {
            let prefix = dialect.rawValue + ":"
            guard text.hasPrefix(prefix) else { continue }
            return Signature(dialect: dialect, value: String(text.dropFirst(prefix.count)))
        }
        return Signature(dialect: .anthropicMessages, value: text)
    }
}
