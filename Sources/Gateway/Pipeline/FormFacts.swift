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
            throw GatewayError(
                .invalidRequest, "The body is not a whole form: \(text(error)).",
                hint: "Let an HTTP library write the form; each part needs a name, and the body its last boundary.")
        }
    }

    private static func text(_ failure: MultipartBody.Failure) -> String {
        switch failure {
        case .noBoundary: "it does not begin with its boundary"
        case .cut: "a part, or the form, has no end"
        case .badHead: "the head of a part is not one"
        case .tooManyParts: "it has too many parts"
        }
    }

    /// Each name that is read may stand in it once.
    static func read(
        _ form: MultipartBody, standardModel: String?, path: PathFacts
    ) throws(GatewayError) -> RequestFacts {
        for name in ["model", "stream"] where form.count(name) > 1 {
            throw GatewayError(
                .invalidRequest, "\"\(name)\" is given twice.",
                hint: "Give it once: what is checked is what is sent.", param: name)
        }
        guard let model = path.model ?? form.text("model") ?? standardModel, !model.isEmpty else {
            throw GatewayError(
                .invalidRequest, "\"model\" is missing.", hint: "Name a model; GET /v1/models lists them.",
                param: "model")
        }
        return RequestFacts(model: model, isStream: form.text("stream") == "true", includesUsage: true)
    }
}
