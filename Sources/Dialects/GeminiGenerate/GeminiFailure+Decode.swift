package import Wire

extension GeminiGenerateCodec {
    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        GeminiFailureReader.read(status: status, json.map { JSONValue($0) })
    }
}

/// Reads a `google.rpc.Status` in its `{"error": …}` envelope, which streams wrap in a list of one.
enum GeminiFailureReader {
    /// - Parameter status: nil inside a stream, where the error's own code counts.
    static func read(status: Int?, _ json: JSONValue?) -> Failure {
        let body = json?.array?.first ?? json
        guard let error = body?["error"]?.object else {
            let message = body?["error"]?.string ?? body?["message"]?.string
            let number = status ?? 502
            return Failure(status: number, message: message ?? "The provider answered with status \(number)")
        }
        var members = GeminiMembers(error)
        let code = members.int("code")
        let number = status ?? code.flatMap { (400...599).contains($0) ? $0 : nil } ?? 502
        var failure = Failure(
            status: number, type: members.string("status"),
            message: members.string("message") ?? "The provider answered with status \(number)")
        failure.original = Opaque(dialect: .geminiGenerate, kind: "error", json: .object(error))
        for detail in members.list("details") ?? [] { read(detail, into: &failure) }
        return failure
    }

    private static func read(_ detail: JSONValue, into failure: inout Failure) {
        var members = GeminiMembers(detail)
        switch members.string("@type")?.split(separator: "/").last {
        case "google.rpc.ErrorInfo":
            if failure.code == nil { failure.code = members.string("reason") }
        case "google.rpc.BadRequest":
            guard var violation = members.list("fieldViolations")?.first.map({ GeminiMembers($0) }) else { return }
            failure.param = failure.param ?? violation.string("field")
        case "google.rpc.RetryInfo":
            failure.retryAfter = members.string("retryDelay").flatMap { seconds($0) }
        default: return
        }
    }

    /// A `google.protobuf.Duration`, `48s` or `48.939s`, rounded up.
    private static func seconds(_ text: String) -> Int? {
        guard text.hasSuffix("s") else { return nil }
        let number = text.dropLast().split(separator: ".", maxSplits: 1)
        guard let whole = number.first.flatMap({ Int($0) }), whole >= 0, whole < Int(Int32.max) else { return nil }
        let hasFraction = number.count > 1 && number[1].contains { $0 != "0" }
        return hasFraction ? whole + 1 : whole
    }
}
