import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Usage and its totals, as an operator asks for them.
struct UsageAdminTests {
    private static let keys = ["tagged", "bare"].map { "sk-\($0)-0123456789abcdef" }

    private func run(_ body: (Operator) async throws -> Void) async throws {
        var tagged = KeyPolicy()
        tagged.team = "red"
        tagged.tags = ["a", "b"]
        let (one, other) = (Self.keys[0], Self.keys[1])
        try await TestGateway.run {
            $0.auth.keys = [
                .init(name: "tagged", secret: Secret(one), policy: tagged), .init(name: "bare", secret: Secret(other)),
            ]
            var draft = PriceDraft()
            draft.request = Price(usdPerPiece: "1")
            $0.prices = PriceBook(configured: ["mock/echo": draft.row(isConfigured: true)])
        } _: { gateway in
            let caller = try await Operator(gateway)
            for key in [one, one, other] {
                #expect(try await caller.send(Ask.chat(key: key)).status == 200)
            }
            try await body(try await Operator(gateway))
        }
    }

    @Test func `the total by tag counts a call with two tags once, and one without any`() async throws {
        try await run { person in
            let report = try await person.ask("GET", "/usage?by=tag")
            #expect(report["rows"]?.array?.map { $0["cost_usd"]?.string } == ["2", "2"])
            #expect(report["total_usd"] == "3" && report["total_attempts"] == 3, "\(report.text)")
            #expect(report["note"]?.string?.contains("several tags") == true)
            #expect(try await person.ask("GET", "/usage?by=tag&tag=a")["total_usd"] == "2")
        }
    }

    @Test func `the total by team counts calls without a team`() async throws {
        try await run { person in
            let report = try await person.ask("GET", "/usage?by=team&per=day")
            #expect(report["rows"]?.array?.count == 1)
            #expect(report["total_usd"] == "3" && report["note"] != nil, "\(report.text)")
            let crossed = try await person.ask("GET", "/usage?by=team,key")
            #expect(crossed["total_usd"] == "3" && crossed["rows"]?.array?.count == 2, "\(crossed.text)")
        }
    }

    @Test func `a report without overlaps has no note`() async throws {
        try await run { person in
            let report = try await person.ask("GET", "/usage?by=key")
            #expect(report["total_usd"] == "3" && report["note"] == nil, "\(report.text)")
            let csv = try await person.ask("GET", "/usage?by=key&format=csv").text
            #expect(csv.hasSuffix("\r\n") && !csv.hasSuffix("\r\n\n"))
        }
    }

    @Test func `a name that stands twice in the query is refused, and not the first one taken`() async throws {
        try await run { person in
            let refused = try await person.ask("GET", "/usage?by=key&by=model")
            #expect(refused.status == 400 && refused.message?.contains("`by`") == true, "\(refused.text)")
        }
    }
}
