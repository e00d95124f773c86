/// Google's `generateContent` and `streamGenerateContent`, as the Gemini API and Vertex AI speak it.
///
/// The wire form is proto3 JSON: member names are read in lowerCamelCase and in snake_case and written in
/// lowerCamelCase; null, false, 0 and empty lists mean "not given"; enums may come as numbers. The model's name
/// and whether to stream stand in the path, not in the body: `decodeRequest` leaves `stream` false, and `model`
/// is what the body says, else empty.
package struct GeminiGenerateCodec: DialectCodec {
    package init() {}

    package func makeStreamDecoder() -> any StreamDecoder { GeminiStreamDecoder() }

    package func makeStreamEncoder(_ context: StreamContext) -> any StreamEncoder {
        GeminiStreamEncoder(context: context)
    }
}
