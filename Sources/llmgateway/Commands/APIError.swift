import NIOCore
import Wire

/// What a gateway's error reply says to a person.
enum APIError {
    /// - Parameter keyHint: what to do about a key that is missing or wrong.
    static func text(
        status: Int, _ body: ByteBuffer, retryAfter: String? = nil, keyHint: String = callerKeyHint
    ) -> String {
        let document = try? JSONDocument(validating: body, maxDepth: 512)
        guard let error = document?.root["error"] else {
            return "The gateway answered with status \(status)."
        }
        let wait = retryAfter.map { "\nTry again in \($0) seconds." } ?? ""
        return text(error, status: status, keyHint: keyHint) + wait
    }

    private static let callerKeyHint = "Give a key of the gateway with --key, or in LLMGATEWAY_API_KEY."

    static func text(_ error: JSONView, status: Int? = nil, keyHint: String = callerKeyHint) -> String {
        var lines = [error["message"]?.string ?? error.string ?? "The call failed."]
        lines[0] += place(error, status)
        if status == 401 {
            lines.append(keyHint)
        } else if let hint = error["hint"]?.string {
            lines.append(hint)
        }
        if let id = error["request_id"]?.string { lines.append("Request id: \(id)") }
        return lines.joined(separator: "\n")
    }

    /// ` (status 502, provider openai)`, as far as it is known.
    private static func place(_ error: JSONView, _ status: Int?) -> String {
        let source = error["source"]?.string ?? ""
        let provider = source.hasPrefix("provider:") ? "provider \(source.dropFirst("provider:".count))" : nil
        let known = [status.map { "status \($0)" }, provider].compactMap(\.self)
        return known.isEmpty ? "" : " (\(known.joined(separator: ", ")))"
    }
}
