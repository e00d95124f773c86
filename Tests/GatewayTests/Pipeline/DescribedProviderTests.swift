import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Providers whose form is data: `kind: http`, and Hugging Face's Inference API.
struct DescribedProviderTests {
    private static func endpoint(_ method: HTTPMethod = .post) -> Endpoint {
        var places = TemplateForm.Places(text: JSONPointer("/text") ?? JSONPointer())
        places.inputTokens = JSONPointer("/in")
        places.outputTokens = JSONPointer("/out")
        var pieces = TemplateForm.Places(text: JSONPointer("/t") ?? JSONPointer())
        pieces.done = JSONPointer("/end")
        let path = "/run/{model}?q={/last}"
        return Endpoint(
            operation: .generate, dialect: .openAIChat, path: path,
            template: EndpointTemplate(
                method: method, path: path, streamPath: "/live/{model}", fields: [("x-user", "<{/user}>")],
                form: TemplateForm(
                    request: ["ask": "{/last}"], answer: places, stream: .init(framing: .jsonLines, places: pieces))),
            traits: .compatible)
    }

    private func call(_ method: HTTPMethod = .post) -> NewCall {
        NewCall(.http, endpoints: [Self.endpoint(method)], basePath: "/base")
    }

    private func request(_ members: String = "") -> String {
        #"{"model":"http/a/b c","messages":[{"role":"user","content":"H/i"}]\#(members)}"#
    }

    @Test func `method, path, fields and body follow the description`() async {
        let outcome = await call().run(
            request(#","user":"u\r\nx: y""#), .json(#"{"text":"Hello","in":3,"out":2}"#))
        let sent = outcome.sent.first
        #expect(sent?.method == .post)
        // A model's slashes stay, those of what callers write do not.
        #expect(sent?.path == "/base/run/a/b%20c?q=H%2Fi")
        #expect(sent?.fields.first("x-user") == "<ux: y>")
        #expect(sent?.fields.first("authorization") == "Bearer sk-our-secret")
        #expect(outcome.body == #"{"ask":"H/i"}"#)
        #expect(outcome.json?["choices"]?.array?.first?["message"]?["content"] == "Hello")
        #expect(outcome.json?["usage"]?["total_tokens"] == 5)
    }

    @Test func `a GET has no body`() async {
        let outcome = await call(.get).run(request(), .json(#"{"text":"Hello"}"#))
        #expect(outcome.sent.first?.method == .get)
        #expect(outcome.body.isEmpty)
        #expect(outcome.reply.status == 200)
    }

    @Test func `its stream is one whatever its type is called`() async {
        let outcome = await call().run(
            request(#","stream":true"#), .json("{\"t\":\"Hel\"}\n{\"t\":\"lo\"}\n{\"t\":\"\",\"end\":1}\n"))
        #expect(outcome.sent.first?.path == "/base/live/a/b%20c")
        #expect(
            outcome.events.compactMap { $0["choices"]?.array?.first?["delta"]?["content"]?.string }.joined() == "Hello")
        #expect(outcome.text.hasSuffix("data: [DONE]\n\n"))
    }

    @Test func `completions of Hugging Face go to its Inference API`() async {
        var call = NewCall(.huggingFace, basePath: "/v1")
        call.dialect = .openAICompletions
        let outcome = await call.run(
            #"{"model":"huggingface/org/m","prompt":"Once","max_tokens":5,"stop":["."]}"#,
            .json(#"[{"generated_text":" upon","details":{"finish_reason":"length","generated_tokens":5}}]"#))
        #expect(outcome.sent.first?.path == "/hf-inference/models/org/m")
        #expect(
            outcome.body
                == #"{"inputs":"Once","parameters":{"max_new_tokens":5,"stop":["."],"return_full_text":false,"details":true}}"#
        )
        #expect(outcome.json?["choices"]?.array?.first?["text"] == " upon")
        #expect(outcome.json?["choices"]?.array?.first?["finish_reason"] == "length")
    }

    @Test func `its stream tells the token of the end to nobody`() async {
        var call = NewCall(.huggingFace, basePath: "/v1")
        call.dialect = .openAICompletions
        let outcome = await call.run(
            #"{"model":"huggingface/org/m","prompt":"Once","stream":true}"#,
            .events([
                #"{"index":1,"token":{"id":1,"text":" upon","special":false},"generated_text":null,"details":null}"#,
                #"{"index":2,"token":{"id":2,"text":"</s>","special":true},"generated_text":" upon","#
                    + #""details":{"finish_reason":"eos_token","generated_tokens":2}}"#,
            ]))
        #expect(outcome.body.contains(#""stream":true"#))
        let texts = outcome.events.compactMap { $0["choices"]?.array?.first?["text"]?.string }
        #expect(texts.joined() == " upon")
        #expect(outcome.events.contains { $0["choices"]?.array?.first?["finish_reason"] == "stop" })
    }

    @Test func `its chats go to the router`() async {
        let outcome = await NewCall(.huggingFace, basePath: "/v1").run(
            #"{"model":"huggingface/org/m","messages":[]}"#, .json(#"{"choices":[]}"#))
        #expect(outcome.sent.first?.path == "/v1/chat/completions")
    }

    @Test func `its vectors are a bare list`() async {
        var call = NewCall(.huggingFace, basePath: "/v1")
        call.operation = .embed
        let outcome = await call.run(
            #"{"model":"huggingface/org/m","input":["a","b"]}"#, .json("[[0.5,1e-3],[2,3.25]]"))
        #expect(outcome.sent.first?.path == "/hf-inference/models/org/m/pipeline/feature-extraction")
        #expect(outcome.body == #"{"inputs":["a","b"]}"#)
        #expect(outcome.json?["data"]?.array?.map { $0["embedding"]?.text } == ["[0.5,1e-3]", "[2,3.25]"])
        let nested = await call.run(#"{"model":"huggingface/org/m","input":"a"}"#, .json("[[[0.5],[1]]]"))
        #expect(nested.reply.status == 502)
    }
}
