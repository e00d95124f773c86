import Dialects
import Testing
import Wire

/// What the providers' descriptions of their APIs found, each as it was.
struct FoundByDescriptionsTests {
    private func sent(_ request: GenerationRequest) throws -> (json: JSONValue, losses: Losses) {
        let written = try Law(dialect: .openAIResponses).written(request)
        return (try JSONValue(parsing: written.bytes), written.losses)
    }

    @Test func `a limit below 16 was sent to the Responses API, which refuses it`() throws {
        var request = GenerationRequest(model: "m", messages: [Message(role: .user, parts: [.text(TextPart("x"))])])
        request.maxOutputTokens = 5
        let (json, losses) = try sent(request)
        #expect(json["max_output_tokens"] == 16)
        #expect(losses.entries.map(\.path) == ["max_tokens"])
        request.maxOutputTokens = 16
        #expect(try sent(request).losses.isEmpty)
    }

    @Test func `an image went to the Responses API without the detail it requires`() throws {
        let image = Media(kind: .image, source: .url("https://example.com/a.png"))
        let request = GenerationRequest(model: "m", messages: [Message(role: .user, parts: [.media(image)])])
        let content = try sent(request).json["input"]?.array?.first?["content"]?.array?.first
        #expect(content?["detail"] == "auto")
    }

    @Test(arguments: [(Dialect.openAIResponses, ["service_tier"]), (.anthropicMessages, ["usage", "service_tier"])])
    func `a tier that one provider alone has was told in answers of another form`(
        _ dialect: Dialect, _ path: [String]
    ) throws {
        func tier(_ name: String) throws -> JSONValue? {
            var answer = GenerationResponse(
                id: "r", model: "m", candidates: [Candidate(index: 0, finish: .stop)],
                usage: Usage(input: 1, output: 1))
            answer.serviceTier = name
            let json = try JSONValue(parsing: Law(dialect: dialect).written(answer).bytes)
            return path.reduce(json) { $0?[$1] }
        }
        #expect(try tier("on_demand")?.string != "on_demand")
        #expect(try tier("priority") == "priority")
    }

    @Test(arguments: [Dialect.openAIResponses, .ollamaChat])
    func `probabilities that a server had none of were told as null`(_ dialect: Dialect) throws {
        var answer = GenerationResponse(id: "r", model: "m")
        answer.candidates = [Candidate(index: 0, parts: [.text(TextPart("x"))], finish: .stop)]
        answer.candidates[0].logprobs = ["content": nil]
        #expect(try !Law(dialect: dialect).written(answer).text.contains(#""logprobs":null"#))
    }
}
