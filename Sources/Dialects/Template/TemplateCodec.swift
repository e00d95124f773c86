package import Wire

/// Speaks a form that is described by data. One way: to a provider; nobody calls in it.
package struct TemplateCodec: DialectCodec {
    private let form: TemplateForm
    private let base = OpenAIChatCodec()

    package init(_ form: TemplateForm) { self.form = form }

    package var streamFraming: StreamFraming { form.stream?.framing ?? .serverSentEvents }
    package var streams: Bool { form.stream != nil }

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
        var writer = JSONWriter()
        try base.encode(request, for: traits, into: &writer, losses: &losses)
        let body = (try? JSONValue(parsing: writer.buffer, maxDepth: 512))?.object ?? JSONObject()
        let words = TemplateWords(form: form, places: form.answer, isEvent: false)
        json.value(.object(try words.ownRequest(body, losses: &losses)))
    }

    package func decodeResponse(_ json: JSONView) throws(DialectError) -> GenerationResponse {
        let own = JSONValue(json)
        let words = TemplateWords(form: form, places: form.answer, isEvent: false)
        if let error = form.answer.errorText(in: own) { throw .invalid("response.error", error) }
        guard form.answer.leadsSomewhere(in: own) else {
            let there = own.object.map { "it has \($0.keys.prefix(8).joined(separator: ", "))" } ?? "it is no object"
            throw .invalid("response.text", "The answer has nothing where the description says its text is: \(there).")
        }
        let body = JSONValue.object(words.answer(of: own)).bytes
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
        if let json, let message = form.answer.errorText(in: JSONValue(json)) {
            return Failure(status: status, message: message)
        }
        return base.decodeFailure(status: status, json)
    }

    package func encode(_ failure: Failure, into json: inout JSONWriter) { base.encode(failure, into: &json) }

    package func makeStreamDecoder() -> any StreamDecoder {
        let words = TemplateWords(form: form, places: form.stream?.places ?? form.answer, isEvent: true)
        return TemplateStreamDecoder(
            base: RewordedCodec(dialect: .openAIChat, base: base, words: words).makeStreamDecoder(),
            places: words.places)
    }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder { base.makeStreamEncoder(context) }
}
