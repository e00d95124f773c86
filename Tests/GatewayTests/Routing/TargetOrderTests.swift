import Dialects
import GatewayTesting
import NIOCore
import Synchronization
import Testing

@testable import Gateway

/// The policies of a configured model: which of its targets is asked first.
struct TargetOrderTests {
    private static let kind = ProviderKind.openAICompatible

    private static func provider(_ id: String) -> Provider {
        Provider(
            id: id, kind: kind, origin: Origin(isTLS: true, host: "\(id).example", port: 443), basePath: "",
            authorization: kind.authorization, credential: nil, endpoints: kind.endpoints)
    }

    private static func price(_ input: String, _ output: String) -> PriceRow {
        var classes = PriceRow.Classes()
        classes.input = Price(usdPerMillionTokens: input)
        classes.output = Price(usdPerMillionTokens: output)
        return PriceRow(classes: classes, isConfigured: true)
    }

    private static func snapshot(_ policy: RoutingPolicy, _ weights: [Int] = [1, 1, 1]) -> Snapshot {
        let ids = ["a", "b", "c"]
        let targets = zip(ids, weights).map { ConfiguredModel.Target(provider: $0, model: "m", weight: $1) }
        return Snapshot(
            auth: .init(mode: .none, keys: []), providers: ids.map(provider),
            models: [ConfiguredModel(name: "smart", policy: policy, targets: targets)],
            prices: PriceBook(configured: ["a/m": price("9", "0"), "b/m": price("1", "10")]))
    }

    private static func order(
        _ router: Router, _ snapshot: Snapshot, _ ask: TargetOrder.Ask = .init()
    ) throws -> [String] {
        try router.route("smart", for: Principal(name: "app"), in: snapshot) { ask }.map(\.provider.id)
    }

    @Test func `weights are shares, and what was not drawn stays behind`() throws {
        let random = Mutex(SplitMix64(seed: 7))
        let router = Router { random.withLock { $0.next() } }
        let snapshot = Self.snapshot(.weighted, [7, 2, 1])
        var first: [String: Int] = [:]
        for _ in 0..<10_000 {
            let order = try Self.order(router, snapshot)
            #expect(order.sorted() == ["a", "b", "c"])
            first[order[0], default: 0] += 1
        }
        for (id, share) in [("a", 7_000), ("b", 2_000), ("c", 1_000)] {
            #expect(abs((first[id] ?? 0) - share) < 200, "\(id): \(first[id] ?? 0)")
        }
    }

    @Test func `the cheapest depends on the size of the prompt, and no price is no bargain`() throws {
        let (router, snapshot) = (Router(), Self.snapshot(.cheapest))
        #expect(try Self.order(router, snapshot, .init(input: 100)) == ["a", "b", "c"])
        #expect(try Self.order(router, snapshot, .init(input: 10_000)) == ["b", "a", "c"])
    }

    private static func begin(_ index: Int, _ snapshot: Snapshot) throws -> Trial {
        let standing = snapshot.providers[index].standing
        let request = ProviderStanding.Request(model: "m", isRepeat: false, isStream: false)
        guard case .go(let trial) = standing.admit(request, at: now, Resilience()) else {
            throw GatewayError(.internalError, "not admitted")
        }
        return trial
    }

    private static func end(_ trial: Trial, after time: TimeAmount) {
        trial.standing.end(Trial.Ending(result: .outcome(.answered), firstByte: time), of: trial, at: now)
    }

    private static let now = NIODeadline.uptimeNanoseconds(1_000_000_000)

    @Test func `the least busy is asked first, and among equals the first`() throws {
        let (router, snapshot) = (Router(), Self.snapshot(.leastBusy))
        #expect(try Self.order(router, snapshot) == ["a", "b", "c"])
        let first = try Self.begin(0, snapshot)
        #expect(try Self.order(router, snapshot) == ["b", "c", "a"])
        let second = try Self.begin(1, snapshot)
        #expect(try Self.order(router, snapshot) == ["c", "a", "b"])
        Self.end(first, after: .milliseconds(1))
        #expect(try Self.order(router, snapshot) == ["a", "c", "b"])
        Self.end(second, after: .milliseconds(1))
    }

    @Test func `the fastest is asked first, and one that is not known before it`() throws {
        let (router, snapshot) = (Router(), Self.snapshot(.fastest))
        for (index, time) in [(0, 900), (1, 100)] {
            Self.end(try Self.begin(index, snapshot), after: .milliseconds(Int64(time)))
        }
        #expect(try Self.order(router, snapshot, .init(now: Self.now)) == ["c", "b", "a"])
        Self.end(try Self.begin(2, snapshot), after: .milliseconds(400))
        #expect(try Self.order(router, snapshot, .init(now: Self.now)) == ["b", "c", "a"])
    }
}
