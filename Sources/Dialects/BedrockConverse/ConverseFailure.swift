import Wire

/// Errors: a message; their class stands in a header, or names the event.
enum ConverseFailure {
    static func read(status: Int, _ json: JSONView?) -> Failure {
        let message = json?["message"]?.string ?? json?["Message"]?.string
        var failure = Failure(
            status: status, message: message ?? "The provider answered with status \(status) and no readable error.")
        // `com.amazon.coral.service#ThrottlingException`.
        failure.type = json?["__type"]?.string.map { String($0.split(separator: "#").last ?? "") }
        if let json, json.kind == .object {
            failure.original = Opaque(dialect: Converse.dialect, kind: "error", json: JSONValue(json))
        }
        return failure
    }

    /// An exception inside a stream.
    static func read(exception: String, _ json: JSONView) -> Failure {
        var failure = read(status: status(of: exception), json)
        failure.type = exception
        return failure
    }

    private static func status(of exception: String) -> Int {
        switch exception.lowercased() {
        case "validationexception": 400
        case "accessdeniedexception": 403
        case "resourcenotfoundexception": 404
        case "throttlingexception": 429
        case "modelerrorexception", "modelstreamerrorexception": 424
        case "serviceunavailableexception": 503
        case "modeltimeoutexception": 408
        default: 500
        }
    }

    static func exception(of failure: Failure) -> String {
        switch failure.status {
        case 400: "validationException"
        case 429: "throttlingException"
        case 503: "serviceUnavailableException"
        default: "internalServerException"
        }
    }

    static func json(_ failure: Failure) -> JSONObject {
        var json = JSONObject([("message", .string(failure.message))])
        json["hint"] = failure.hint.map(JSONValue.string)
        json["doc_url"] = failure.documentation.map(JSONValue.string)
        json["request_id"] = failure.requestID.map(JSONValue.string)
        json["source"] = failure.source.map(JSONValue.string)
        if let original = failure.original, original.dialect == Converse.dialect, let members = original.json.object {
            json.fill(members)
        }
        return json
    }
}
