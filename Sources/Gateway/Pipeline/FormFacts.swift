import NIOCore
import Wire

/// What the gateway itself reads of a body that is a form with a file in it.
enum FormFacts {
    static func form(of call: Call) throws(GatewayError) -> MultipartBody {
        guard let boundary = call.head.fields.first("content-type").flatMap(MultipartBody.boundary) else {
            throw GatewayError(
                .unsupportedMediaType, "The body is not a form.",
                hint: "Send `content-type: multipart/form-data` with its boundary, as file uploads have it.")
        }
        do throws(MultipartBody.Failure) {
            return try MultipartBody(call.record.body, boundary: boundary)
        } catch {
            throw refusal(error)
        }
    }

    static func refusal(_ failure: MultipartBody.Failure) -> GatewayError {
        GatewayError(
            .invalidRequest, "The body is not a whole form: \(text(failure)).",
            hint: "Let an HTTP library write the form; each part needs a name, and the body its last boundary.")
    }

    /// - Parameter count: how often a name stands in the form.
    static func checkTwice(_ count: (String) -> Int) throws(GatewayError) {
        for name in ["model", "stream", "n"] where count(name) > 1 {
            throw GatewayError(
                .invalidRequest, "\"\(name)\" is given twice.",
                hint: "Give it once: what is checked is what is sent.", param: name)
        }
    }

    private static func text(_ failure: MultipartBody.Failure) -> String {
        switch failure {
        case .noBoundary: "it does not begin with its boundary"
        case .cut: "a part, or the form, has no end"
        case .badHead: "the head of a part is not one"
        case .tooManyParts: "it has too many parts"
        case .looseBoundary: "a boundary is not followed by the end of its line"
        }
    }

    /// Each name that is read may stand in it once.
    static func read(
        _ form: MultipartBody, standardModel: String?, path: PathFacts
    ) throws(GatewayError) -> RequestFacts {
        try read(standardModel: standardModel, path: path, count: form.count, text: form.text)
    }

    /// The same of a form that is still on its way.
    static func read(
        _ opening: FormOpening, in bytes: ByteBuffer, standardModel: String?, path: PathFacts
    ) throws(GatewayError) -> RequestFacts {
        try read(
            standardModel: standardModel, path: path,
            count: { name in opening.scanner.parts.count { $0.name == name } },
            text: { opening.text($0, in: bytes) })
    }

    private static func read(
        standardModel: String?, path: PathFacts, count: (String) -> Int, text: (String) -> String?
    ) throws(GatewayError) -> RequestFacts {
        try checkTwice(count)
        guard let model = path.model ?? text("model") ?? standardModel, !model.isEmpty else {
            throw GatewayError(
                .invalidRequest, "\"model\" is missing.", hint: "Name a model; GET /v1/models lists them.",
                param: "model")
        }
        return RequestFacts(model: model, isStream: text("stream") == "true", includesUsage: true)
    }
}
