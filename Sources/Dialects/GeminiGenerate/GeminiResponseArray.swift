import Wire

/// A stream without `alt=sse` is one array of partial answers.
enum GeminiResponseArray {
    static func fold(_ list: JSONView) -> GenerationResponse {
        var decoder = GeminiStreamDecoder()
        var events: [GenerationEvent] = []
        for element in list.elements { decoder.decode(JSONValue(element), into: &events) }
        decoder.finish(into: &events)
        return ResponseFold(events).response
    }
}
