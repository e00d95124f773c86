import Gateway
import GatewayTesting
import Testing
import Wire

/// How much one request may hold, where that is configured.
struct RequestBoundTests {
    private static let bounds: RequestBounds = {
        var bounds = RequestBounds()
        bounds.messages = 2
        bounds.tools = 1
        bounds.choices = 3
        bounds.text = 20
        return bounds
    }()

    private static let turn = #"{"role":"user","content":"x"}"#

    static let cases: [(body: String, param: String?)] = [
        (#"{"messages":[\#(turn),\#(turn)]}"#, nil),
        (#"{"messages":[\#(turn),\#(turn),\#(turn)]}"#, "messages"),
        (#"{"contents":[{},{},{}]}"#, "contents"),
        (#"{"input":[{},{},{}]}"#, "input"),
        (#"{"input":"one text"}"#, nil),
        (#"{"tools":[{}]}"#, nil),
        (#"{"tools":[{},{}]}"#, "tools"),
        (#"{"n":3}"#, nil),
        (#"{"n":4}"#, "n"),
        (#"{"generationConfig":{"candidateCount":4}}"#, "generationConfig.candidateCount"),
        (#"{"prompt":"12345678901234567890"}"#, nil),
        (#"{"prompt":"123456789012345678901"}"#, "prompt"),
        (#"{"messages":[{"content":[{"text":"123456789012345678901"}]}]}"#, "messages"),
        (#"{"metadata":{"a name of one and twenty":1}}"#, "metadata"),
    ]

    @Test(arguments: cases)
    func `what is more is a 400 that names the member`(_ row: (body: String, param: String?)) throws {
        let root = try JSONDocument(validating: row.body).root
        var refusal: GatewayError?
        do throws(GatewayError) {
            try Self.bounds.check(root)
        } catch {
            refusal = error
        }
        #expect(refusal?.param == row.param)
        #expect(refusal == nil || refusal?.code == .invalidRequest)
        // Without bounds all of it passes.
        try RequestBounds().check(root)
    }

    @Test func `through the gateway`() async {
        let gateway = LimitedGateway(.answer()) { $0.bounds.choices = 1 }
        let body = #"{"model":"a/m","messages":[{"role":"user","content":"x"}],"n":2}"#
        let reply = await gateway.call(LimitedGateway.key(), body: body)
        #expect(reply.status == 400)
        #expect(reply.error?["message"] == #""n" asks for 2 answers, and 1 are the most."#)
        #expect(reply.error?["hint"] == "Send fewer, or raise `limits.max_choices`.")
        #expect(gateway.upstream.arrived == 0)
    }
}
