import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Bedrock's models beside text, by InvokeModel.
struct BedrockOperationTests {
    @Test func `several texts are one request each to Titan, and each is billed`() async {
        var call = NewCall(.bedrock)
        call.operation = .embed
        let outcome = await call.run(
            #"{"model":"bedrock/amazon.titan-embed-text-v2:0","input":["a","b","c"],"dimensions":256}"#,
            .json(#"{"embedding":[0.5,1],"inputTextTokenCount":4}"#))
        #expect(outcome.reply.status == 200)
        #expect(outcome.sent.map { String(buffer: $0.body) }.last == #"{"inputText":"c","dimensions":256}"#)
        #expect(outcome.sent.count == 3)
        #expect(outcome.json?["data"]?.array?.count == 3)
        #expect(outcome.json?["usage"]?["prompt_tokens"] == 12)
        #expect(outcome.log?.attempts.map(\.usage?.input) == [4, 4, 4])
    }

    @Test func `a text that fails fails the call`() async {
        var call = NewCall(.bedrock)
        call.operation = .embed
        let outcome = await call.run(
            #"{"model":"bedrock/amazon.titan-embed-text-v2:0","input":["a","b"]}"#, .json("{}", status: 400))
        #expect(outcome.reply.status == 400)
        #expect(outcome.sent.count == 1)
    }

    @Test(arguments: [
        ("cohere.rerank-v3-5:0", #"{"query":"q","documents":["a","b"],"top_n":1,"api_version":2}"#),
        ("amazon.rerank-v1:0", #"{"query":"q","documents":["a","b"],"top_n":1}"#),
    ])
    func `documents are put in order by Bedrock's models`(model: String, body: String) async {
        var call = NewCall(.bedrock)
        call.operation = .rerank
        let outcome = await call.run(
            #"{"model":"bedrock/\#(model)","query":"q","documents":["a","b"],"top_n":1}"#,
            .json(#"{"results":[{"index":1,"relevance_score":0.75}]}"#))
        #expect(outcome.body == body)
        #expect(outcome.sent.first?.path == "/model/\(model.dropLast(2))%3A0/invoke")
        #expect(outcome.json?["results"]?.array?.first?["index"] == 1)
    }
}
