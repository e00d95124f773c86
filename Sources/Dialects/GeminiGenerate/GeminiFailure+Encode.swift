package import Wire

extension GeminiGenerateCodec {
    package func encode(_ failure: Failure, into json: inout JSONWriter) {
        json.value(.object(GeminiFailureWriter.write(failure)))
    }
}

/// Writes a `google.rpc.Status`. What is ours stands in `details`: hint, request id, source and parameter as the
/// metadata of one `ErrorInfo`, the address of documentation as `Help`. A detail of the same type that the
/// upstream sent is kept and gets ours added, because clients read the first of a type only.
enum GeminiFailureWriter {
    private static let prefix = "type.googleapis.com/google.rpc."

    static func write(_ failure: Failure) -> JSONObject {
        var error = JSONObject()
        if let original = failure.original, original.dialect == .geminiGenerate, let object = original.json.object {
            error = object
        }
        let isOwnCode = error["code"]?.int == failure.status
        error["code"] = .int(failure.status)
        error["message"] = .string(failure.message)
        if error["status"]?.string == nil || !isOwnCode { error["status"] = .string(statusName(failure.status)) }
        var details = error["details"]?.array ?? []
        addInfo(of: failure, to: &details)
        addHelp(of: failure, to: &details)
        if !details.isEmpty { error["details"] = .array(details) }
        return JSONObject([("error", .object(error))])
    }

    private static func addInfo(of failure: Failure, to details: inout [JSONValue]) {
        var metadata = JSONObject()
        let texts = [
            ("hint", failure.hint), ("request_id", failure.requestID), ("source", failure.source),
            ("param", failure.param),
        ]
        for (name, text) in texts {
            if let text { metadata[name] = .string(text) }
        }
        guard !metadata.isEmpty else { return }
        let added = JSONObject([("metadata", .object(metadata))])
        if let index = index(of: "ErrorInfo", in: details), var info = details[index].object {
            info.merge(added)
            details[index] = .object(info)
            return
        }
        let reason = (failure.code ?? statusName(failure.status)).uppercased()
        var info = JSONObject([("@type", .string(prefix + "ErrorInfo"))])
        info["reason"] = .string(reason)
        info["domain"] = "llmgateway"
        info.merge(added)
        details.append(.object(info))
    }

    private static func addHelp(of failure: Failure, to details: inout [JSONValue]) {
        guard let address = failure.documentation else { return }
        let link: JSONValue = ["description": "About this error", "url": .string(address)]
        if let index = index(of: "Help", in: details), var help = details[index].object {
            help["links"] = .array((help["links"]?.array ?? []) + [link])
            details[index] = .object(help)
        } else {
            details.append(["@type": .string(prefix + "Help"), "links": [link]])
        }
    }

    private static func index(of type: String, in details: [JSONValue]) -> Int? {
        details.firstIndex { $0["@type"]?.string == prefix + type }
    }

    /// The `google.rpc.Code` of an HTTP status, after the table of Google's API design guide.
    static func statusName(_ status: Int) -> String {
        switch status {
        case 401: "UNAUTHENTICATED"
        case 402: "FAILED_PRECONDITION"
        case 403: "PERMISSION_DENIED"
        case 404: "NOT_FOUND"
        case 405, 501: "UNIMPLEMENTED"
        case 408, 504: "DEADLINE_EXCEEDED"
        case 409: "ABORTED"
        case 429: "RESOURCE_EXHAUSTED"
        case 499: "CANCELLED"
        case 502, 503, 529: "UNAVAILABLE"
        case 400..<500: "INVALID_ARGUMENT"
        default: "INTERNAL"
        }
    }
}
