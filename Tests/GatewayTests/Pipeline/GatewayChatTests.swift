import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The gateway's own form: provider and model apart, the cost in the answer, a bound for it in the request.
struct GatewayChatTests {
    /// Two dollars per million tokens of input, ten of output.
    private static let prices: PriceBook = {
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: "2")
        classes.output = Price(usdPerMillionTokens: "10")
        return PriceBook(configured: ["openai/m": PriceRow(classes: classes, isConfigured: true)])
    }()

    private func call(isStream: Bool? = nil) -> NewCall {
        var call = NewCall(.openAI)
        call.prices = Self.prices
        call.dialect = .gatewayChat
        call.path = PathFacts(isStream: isStream)
        return call
    }

    private static let answer =
        #"{"id":"a","created":5,"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"#
        + #""finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}"#

    private func request(_ members: String = "") -> String {
        #"{"model":"openai","model_version":"m","messages":[{"role":"user","content":"Hi"}]\#(members)}"#
    }

    @Test func `an answer holds its cost`() async {
        let outcome = await call().run(
            request(#","parameters":{"max_tokens":50,"temperature":0.5}"#), .json(Self.answer))
        #expect(outcome.reply.status == 200)
        #expect(
            outcome.body
                == #"{"model":"m","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":50,"temperature":0.5}"#
        )
        let json = outcome.json
        #expect(json?["content"] == "Hello")
        #expect(json?["model"] == "openai")
        #expect(json?["model_version"] == "m-1")
        #expect(json?["finish_reason"] == "stop")
        // 8 tokens by the estimate at 2 USD and 50 at 10 per million; 100 and 10 in truth.
        #expect(
            json?["cost"]?.text
                == #"{"estimated_usd":0.000516,"actual_usd":0.0003,"input_tokens":100,"output_tokens":10,"total_tokens":110}"#
        )
        #expect(outcome.log?.costNanoUSD == 300_000)
    }

    /// The estimate multiplied what the caller named by what the catalogue did not, and the process ended.
    @Test(arguments: ["-9223372036854775808", "-5000000000", "0", "1001", "9223372036854775807"])
    func `a number of answers that nobody gives is refused, not multiplied`(_ count: String) async {
        let outcome = await call().run(
            request(#","parameters":{"n":\#(count),"max_tokens":2147483648}"#), .json(Self.answer))
        #expect(outcome.reply.status == 400)
        #expect(outcome.sent.isEmpty)
    }

    @Test func `a stream tells each piece with the cost so far, and at its end the whole cost`() async {
        let outcome = await call(isStream: true).run(
            request(),
            .events([
                #"{"id":"a","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}"#,
                #"{"id":"a","choices":[{"index":0,"delta":{"content":"lo there"}}]}"#,
                #"{"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
                #"{"id":"a","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}"#,
                "[DONE]",
            ]))
        #expect(outcome.events.map { $0["token"]?.string } == ["Hel", "lo there", nil])
        // 8 tokens of input by the estimate, one token for three bytes of output.
        #expect(outcome.events.map { $0["cost_usd"]?.numberText } == ["0.000026", "0.000056", nil])
        let last = outcome.events.last
        #expect(last?["done"] == true)
        #expect(last?["total_cost_usd"]?.numberText == "0.0003")
        #expect(last?["cost"]?["total_tokens"] == 110)
        #expect(outcome.log?.costNanoUSD == 300_000)
    }

    @Test func `a stream that broke off ends with an error and without done`() async {
        let outcome = await call(isStream: true).run(
            request(),
            .events([#"{"id":"a","choices":[{"index":0,"delta":{"content":"Hel"}}]}"#], isWhole: false))
        #expect(outcome.events.last?["error"]?["code"] != nil)
        #expect(!outcome.events.contains { $0["done"] != nil })
    }

    @Test func `a call that could cost more than it may is refused before it is sent`() async {
        let outcome = await call().run(
            request(#","parameters":{"max_tokens":50},"max_cost_usd":"0.0005""#), .json(Self.answer))
        #expect(outcome.reply.status == 402)
        #expect(outcome.sent.isEmpty)
        #expect(outcome.json?["error"]?["code"] == "budget_exceeded")
        #expect(outcome.json?["error"]?["hint"]?.string?.contains("`max_tokens` to 9") == true)
    }

    @Test func `a call without a limit gets the one that it can afford`() async {
        let outcome = await call().run(request(#","max_cost_usd":0.0005"#), .json(Self.answer))
        // 168 tokens of input at the most cost 0.000336 USD, which leaves 16 of output.
        #expect(outcome.reply.status == 200)
        #expect(outcome.body.contains(#""max_completion_tokens":16"#))
    }

    @Test func `a bound without a price is refused`() async {
        var unpriced = call()
        unpriced.prices = .empty
        let outcome = await unpriced.run(request(#","max_cost_usd":1"#), .json(Self.answer))
        #expect(outcome.reply.status == 400)
        #expect(outcome.json?["error"]?["code"] == "price_unknown")
    }

    @Test(arguments: [
        (#","parameters":{"model":"x"}"#, "parameters.model"), (#","parameters":{"n":1,"n":2}"#, "parameters.n"),
        (#","parameters":[]"#, "parameters"), (#","max_cost_usd":"much""#, "max_cost_usd"),
        (#","max_cost_usd":-1"#, "max_cost_usd"), (#","model":"x""#, "model"),
    ])
    func `what policy reads is said once, in its place`(members: String, param: String) async {
        let outcome = await call().run(request(members), .json(Self.answer))
        #expect(outcome.reply.status == 400)
        #expect(outcome.json?["error"]?["param"]?.string == param)
        #expect(outcome.sent.isEmpty)
    }

    @Test func `tool calls and reasoning are told whole and streamed`() async {
        let message =
            #"{"role":"assistant","content":null,"reasoning_content":"Hm.","tool_calls":[{"id":"c","type":"function","#
            + #""function":{"name":"f","arguments":"{}"}}]}"#
        let whole = await call().run(
            request(), .json(#"{"choices":[{"index":0,"message":\#(message),"finish_reason":"tool_calls"}]}"#))
        #expect(whole.json?["reasoning"] == "Hm.")
        #expect(whole.json?["tool_calls"]?.array?.first?["function"]?["name"] == "f")
        #expect(whole.json?["cost"]?["actual_usd"] == .null)
        let streamed = await call(isStream: true).run(
            request(), .json(#"{"choices":[{"index":0,"message":\#(message),"finish_reason":"tool_calls"}]}"#))
        #expect(streamed.events.first?["reasoning_token"] == "Hm.")
        #expect(streamed.events.compactMap { $0["tool_call"]?["id"]?.string } == ["c"])
        #expect(streamed.events.last?["finish_reason"] == "tool_calls")
    }
}
