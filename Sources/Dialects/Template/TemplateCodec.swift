package import Wire

/// Speaks a form that is described by data. One way: to a provider; nobody calls in it.
package struct TemplateCodec: DialectCodec {
    private let form: TemplateForm
    private let base = OpenAIChatCodec()

    package init(_ form: TemplateForm) { self.form = form }

    package var streamFraming: StreamFraming { form.stream?.framing ?? .serverSentEvents }
    package var streams: Bool { form.stream != nil }

    private func words(_ places: TemplateForm.Places, isEvent: Bool) -> RewordedCodec {
        RewordedCodec(
            dialect: .openAIChat, base: base, words: TemplateWords(form: form, places: places, isEvent: isEvent))
    }

    private var whole: RewordedCodec { words(form.answer, isEvent: false) }

    package func decodeRequest(_ json: JSONView) throws(DialectError) -> GenerationRequest {
        try base.decodeRequest(json)
    }

    /// The request in the form that templates look at.
    package func base(
        of request: GenerationRequest, for traits: TargetTraits, losses: inout Losses
    ) throws(DialectError) -> JSONValue {
        var writer = JSONWriter()
        try base.encode(request, for: traits, into: &writer, losses: &losses)
        let body = (try? JSONValue(parsing: writer.buffer, maxDepth: 512))?.object ?? JSONObject()
        return TemplateRequest.value(of: body)
    }

    package func encode(
        _ request: GenerationRequest, for traits: TargetTraits, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        var request = request
        request.stream = request.stream && streams
        try whole.encode(request, for: traits, into: &json, losses: &losses)
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        let words = TemplateWords(form: form, places: form.answer, isEvent: false)
        let body = JSONValue.object(words.answer(of: JSONValue(json))).bytes
        guard let document = try? JSONDocument(validating: body, maxDepth: 512) else {
            throw .invalid("", "The answer cannot be read.")
        }
        return try base.decodeResponse(document.root)
    }

    package func encode(
        _ response: GenerationResponse, into json: inout JSONWriter, losses: inout Losses
    ) throws(DialectError) {
        try base.encode(response, into: &json, losses: &losses)
    }

    package func decodeFailure(status: Int, _ json: JSONView?) -> Failure {
        if let json, let message = form.answer.error?.text(in: JSONValue(json)) {
            return Failure(status: status, message: message)
        }
        return base.decodeFailure(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) { base.encode(failure, into: &json) }

    package func makeStreamDecoder() -> any StreamDecoder {
        words(form.stream?.places ?? form.answer, isEvent: true).makeStreamDecoder()
    }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder { base.makeStreamEncoder(context) }
}
