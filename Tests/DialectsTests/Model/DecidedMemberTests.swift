import Dialects
import Testing
import Wire

/// What is checked and priced is what is sent.
struct DecidedMemberTests {
    private static let decided =
        #""model":"dear","stream":true,"messages":[],"contents":[],"max_tokens":9,"n":5,"max_output_tokens":9,"#
        + #""generation_config":{"candidate_count":7,"maxOutputTokens":9,"top_k":2},"candidateCount":6,"extra":1"#

    private func request(_ name: String, wrapped: Bool) throws -> GenerationRequest {
        let options = #""\#(name)":{\#(Self.decided)}"#
        let member = wrapped ? #""extra_body":{\#(options)}"# : options
        return try OpenAIChat.request(
            #"{"messages":[{"role":"user","content":"x"}],"max_tokens":100,\#(member)}"#)
    }

    @Test(arguments: [true, false])
    func `options for one provider do not send another model than the one authorised`(wrapped: Bool) throws {
        let (anthropic, losses) = try Anthropic.encoded(try request("anthropic", wrapped: wrapped))
        #expect(anthropic["model"] == "claude" && anthropic["max_tokens"] == 100 && anthropic["stream"] == nil)
        #expect(anthropic["messages"]?.array?.count == 1 && anthropic["extra"] == 1)
        #expect(losses.contains("anthropic.model") && losses.contains("anthropic.max_tokens"))

        let openAI = try OpenAIChat.encoded(try request("openai", wrapped: wrapped)).json
        #expect(openAI["model"]?.string != "dear" && openAI["n"] == nil && openAI["stream"] == nil)
        #expect(openAI["messages"]?.array?.count == 1 && openAI["extra"] == 1)

        let gemini = try GeminiFixtures.encode(try request("google", wrapped: wrapped)).body
        #expect(gemini["model"] == nil && gemini["contents"]?.array?.count == 1 && gemini["extra"] == 1)
        let config = gemini["generationConfig"]
        #expect(config?["maxOutputTokens"] == 100 && config?["candidateCount"] == nil && config?["topK"] == 2)
    }
}
