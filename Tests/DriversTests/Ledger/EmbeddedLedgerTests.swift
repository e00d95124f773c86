import Foundation
import Gateway
import GatewayTesting
import Testing

@testable import Drivers

/// The embedded ledger over its journal and its database, through ends of the process.
struct EmbeddedLedgerTests {
    private static let noon = 1_699_963_200

    private static func open(_ folder: TestFolder, journalBytes: Int = 1 << 20) throws -> EmbeddedLedger {
        try EmbeddedLedger(
            folder: folder.path, database: SQLiteFile(path: "\(folder.path)/gateway.sqlite"), generation: 7,
            journalBytes: journalBytes)
    }

    private static func intent(_ call: String, _ ceiling: Int64? = 50, key: String = "app") -> AttemptIntent {
        AttemptIntent(
            call: call, time: noon, key: key, model: "m", provider: "p", targetModel: "m",
            ceiling: ceiling.map { Money(nanoUSD: $0) }, expires: noon + 60)
    }

    private static let claims = [
        BudgetClaim(BudgetScope(.key, "app"), Budget(most: Money(nanoUSD: 1_000), period: .total))
    ]

    private static func committed(_ ledger: EmbeddedLedger) async throws -> Int64? {
        try await ledger.balances(of: claims, at: noon).first?.committed.nanoUSD
    }

    @Test func `it holds to the contract, with a journal of any size`() async throws {
        for size in [1 << 20, 64 << 10] {
            let folder = try TestFolder()
            let problems = try await BudgetLedgerContract.problems(of: [Self.open(folder, journalBytes: size)])
            #expect(problems == [])
        }
    }

    @Test(arguments: [false, true])
    func `what a killed process left is settled: sent at its ceiling, not sent at nothing`(
        _ isDrained: Bool
    ) async throws {
        let folder = try TestFolder()
        do {
            let ledger = try Self.open(folder)
            let settled = try await ledger.hold(Self.intent("settled"), within: Self.claims)
            ledger.markSent(settled)
            ledger.settle(settled, Settlement(.measured, cost: Money(nanoUSD: 20)))
            let sent = try await ledger.hold(Self.intent("sent"), within: Self.claims)
            // What is written away while it is under way, and what is not, end alike.
            if isDrained { try await ledger.drain() }
            ledger.markSent(sent)
            _ = try await ledger.hold(Self.intent("held"), within: Self.claims)
            let unpriced = try await ledger.hold(Self.intent("unpriced", nil), within: [])
            ledger.markSent(unpriced)
            if isDrained { try await ledger.drain() }
        }
        let ledger = try Self.open(folder)
        #expect(ledger.left.lost == 2 && ledger.left.released == 1)
        #expect(try await Self.committed(ledger) == 70)
        func certainty(_ call: String) async throws -> Settlement.Certainty? {
            try await ledger.attempts(ofCall: call).first?.settlement.certainty
        }
        #expect(try await certainty("settled") == .measured)
        #expect(try await certainty("sent") == .unknown)
        #expect(try await certainty("held") == .nothing)
        #expect(try await certainty("unpriced") == .unpriced)
        let again = try Self.open(folder)
        #expect(again.left.lost == 0 && again.left.released == 0)
        #expect(try await Self.committed(again) == 70, "a second start finds nothing to settle")
    }

    @Test func `a journal that is gone or damaged is told, and one that is there is not`() async throws {
        let folder = try TestFolder()
        let journal = URL(fileURLWithPath: "\(folder.path)/ledger.journal")
        func hasLost() async throws -> Bool {
            let ledger = try Self.open(folder)
            let number = try await ledger.hold(Self.intent("call"), within: [])
            ledger.settle(number, .released)
            return ledger.hasLostJournal
        }
        #expect(try await !hasLost(), "the first start")
        #expect(try await !hasLost(), "the same files again")
        try FileManager.default.removeItem(at: journal)
        #expect(try await hasLost())
        #expect(try await !hasLost(), "it is told once")
        try Data("no journal".utf8).write(to: journal)
        #expect(try await hasLost())
    }

    @Test func `numbers go on where they ended`() async throws {
        let folder = try TestFolder()
        let first = try await Self.open(folder).hold(Self.intent("one"), within: [])
        let second = try await Self.open(folder).hold(Self.intent("two"), within: [])
        #expect(second > first)
    }

    @Test func `more than the journal holds goes through it`() async throws {
        let folder = try TestFolder()
        let ledger = try Self.open(folder, journalBytes: 32 << 10)
        for index in 0..<1_000 {
            let number = try await ledger.hold(Self.intent("call-\(index)", 1), within: Self.claims)
            ledger.markSent(number)
            ledger.settle(number, Settlement(.measured, cost: Money(nanoUSD: 1)))
        }
        #expect(try await Self.committed(ledger) == 1_000)
        #expect(try await ledger.attempts(ofCall: "call-999").count == 1)
        #expect(try await Self.committed(try Self.open(folder)) == 1_000)
    }

    @Test func `a journal that is written away begins anew, and loses nothing by it`() async throws {
        let folder = try TestFolder()
        let size = 256 << 10
        do {
            let ledger = try Self.open(folder, journalBytes: size)
            for index in 0..<2_000 {
                let number = try await ledger.hold(Self.intent("call-\(index)"), within: [])
                ledger.markSent(number)
                // Some stay open, and the last ones are in the journal alone.
                if index % 100 != 0 { ledger.settle(number, Settlement(.measured, cost: Money(nanoUSD: 3))) }
                if index % 20 == 0 { try await ledger.drain() }
            }
        }
        // Of a file that is made with all its room no more than a part was ever written.
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/ledger.journal"))
        #expect(bytes.dropFirst(4_096 + size / 2).allSatisfy { $0 == 0 })
        let ledger = try Self.open(folder, journalBytes: size)
        #expect(ledger.left.lost == 20 && ledger.left.released == 0)
        #expect(try await Self.committed(ledger) == 1_980 * 3 + 20 * 50)
        for index in [0, 1, 1_999] { #expect(try await ledger.attempts(ofCall: "call-\(index)").count == 1) }
    }

    @Test func `attempts that are old are forgotten, and what they cost is not`() async throws {
        let folder = try TestFolder()
        let ledger = try Self.open(folder)
        let number = try await ledger.hold(Self.intent("old"), within: Self.claims)
        ledger.settle(number, Settlement(.measured, cost: Money(nanoUSD: 50)))
        _ = try await ledger.hold(Self.intent("open"), within: Self.claims)
        try await ledger.forget(attemptsBefore: Self.noon + 1)
        #expect(try await ledger.attempts(ofCall: "old").isEmpty)
        #expect(try await ledger.attempts(ofCall: "open").count == 1)
        #expect(try await Self.committed(try Self.open(folder)) == 50)
    }

    @Test func `a hold that nobody settles ends at its ceiling`() async throws {
        let ledger = try Self.open(try TestFolder())
        _ = try await ledger.hold(Self.intent("lost"), within: Self.claims)
        try await ledger.expireHolds(at: Self.noon + 60)
        #expect(try await ledger.attempts(ofCall: "lost").first?.settlement.certainty == .open)
        try await ledger.expireHolds(at: Self.noon + 61)
        #expect(try await ledger.attempts(ofCall: "lost").first?.settlement == .lost(ceiling: Money(nanoUSD: 50)))
        #expect(try await Self.committed(ledger) == 50)
    }
}
