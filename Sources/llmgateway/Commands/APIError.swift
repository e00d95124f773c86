import NIOCore
import Wire

/// What a gateway's error reply says to a person.
enum APIError {
    static func text(status: Int, _ body: ByteBuffer) -> String {
        let document = try? JSONDocument(validating: body, maxDepth: 512)
        guard let error = document?.root["error"] else {
            return "The gateway answered with status \(status)."
        }
        return text(error, status: status)
    }

    static func text(_ error: JSONView, status: Int? = nil) -> String {
        var lines = [error["message"]?.string ?? error.string ?? "The call failed."]
        if let status { lines[0] += " (status \(status))" }
        if let hint = error["hint"]?.string { lines.append(hint) }
        if let id = error["request_id"]?.string { lines.append("Request id: \(id)") }
        return lines.joined(separator: "\n")
    }
}
