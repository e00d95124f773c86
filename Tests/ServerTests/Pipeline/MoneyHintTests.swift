import Gateway
import GatewayTesting
import Testing
import Wire

/// What a caller is told to do about money is what would help.
struct MoneyHintTests {
    private func ask(
        _ request: String = Ask.chat(), _ change: (inout TestGateway.Options) -> Void
    ) async throws -> Operator.Answer {
        var answer: Operator.Answer?
        try await TestGateway.run(change) { answer = try await Operator($0).send(request) }
        return try #require(answer)
    }

    private static func key(_ budget: String) throws -> Snapshot.GatewayKey {
        var policy = KeyPolicy()
        policy.budgets = [Budget(most: try #require(Money(usd: budget)), period: .month)]
        return .init(name: "app", secret: Secret(TestGateway.key), policy: policy)
    }

    private static func price(_ change: (inout PriceDraft) -> Void) -> PriceBook {
        var draft = PriceDraft()
        change(&draft)
        return PriceBook(configured: ["mock/echo": draft.row(isConfigured: true)])
    }

    @Test func `a price that is not known says what asks for it`() async throws {
        let key = try Self.key("1")
        let ofKey = try await ask { $0.auth.keys = [key] }
        #expect(ofKey.code == "price_unknown" && ofKey.message?.contains("the budget of the key \"app\"") == true)
        #expect(
            ofKey.hint == "Check the model's name; give it a row in `prices`, or use a key without a budget.",
            "\(ofKey.text)")
        let ofAll = try await ask { $0.spending.refusesUnknownPrices = true }
        #expect(ofAll.message?.contains("`unknown_price: refuse`") == true, "\(ofAll.text)")
        #expect(ofAll.hint == "Check the model's name; give it a row in `prices`.")
        let ofCall = try await ask(Ask.chat(fields: "x-llmgateway-max-cost-usd: 1\r\n")) { _ in }
        #expect(
            ofCall.hint == "Check the model's name; give it a row in `prices`, or leave out `max_cost_usd`.",
            "\(ofCall.text)")
    }

    @Test func `a price per request is not made less by sending less`() async throws {
        let (key, poor) = (try Self.key("1"), try Self.key("0.000000001"))
        let fixed = try await ask {
            $0.auth.keys = [key]
            $0.prices = Self.price { $0.request = Price(usdPerPiece: "2") }
        }
        #expect(fixed.status == 402 && fixed.hint?.hasPrefix("Choose a cheaper model, or wait until ") == true)
        let counted = try await ask {
            $0.auth.keys = [poor]
            $0.prices = Self.price { $0.classes.output = Price(usdPerMillionTokens: "2") }
        }
        #expect(counted.status == 402 && counted.hint?.hasPrefix("Send less, set `max_tokens`, or wait") == true)
    }
}
