import Dialects
import Foundation
import GRDB
import Gateway
import GatewayTesting
import Testing

@testable import Drivers

/// What the database keeps of an attempt.
struct AttemptRowTests {
    private static let noon = 1_699_963_200

    private static func open(_ folder: TestFolder) throws -> EmbeddedLedger {
        try EmbeddedLedger(
            folder: folder.path, database: SQLiteFile(path: "\(folder.path)/gateway.sqlite"), generation: 7,
            journalBytes: 1 << 20)
    }

    private static func intent(_ call: String, team: String? = "core", tags: [String] = []) -> AttemptIntent {
        AttemptIntent(
            call: call, ordinal: 2, time: noon, key: "app", team: team, owner: "ada", tags: tags, model: "m",
            provider: "p", targetModel: "big", operation: .embed, isStream: true, ceiling: Money(nanoUSD: 50),
            rate: "r", expires: noon + 60)
    }

    private static var usage: Usage {
        var usage = Usage(input: 5, output: 7)
        usage.cacheRead = 3
        usage.cacheWriteOneHour = 2
        usage.reasoning = 0
        usage.webSearches = 1
        return usage
    }

    @Test func `what attempts have in common and what few have is read back as it was`() async throws {
        let folder = try TestFolder()
        let ledger = try Self.open(folder)
        let intents = [
            Self.intent("one", tags: ["a\"b", "c"]), Self.intent("two"), Self.intent("three", team: nil),
            Self.intent("four", team: ""), Self.intent("five", tags: ["c"]),
        ]
        let settlement = Settlement(
            .measured, cost: Money(nanoUSD: 20), usage: Self.usage, status: 200, milliseconds: 9)
        for intent in intents {
            let number = try await ledger.hold(intent, within: [])
            // Some end in the round in which they began, some in a later one.
            if intent.call == "two" { try await ledger.drain() }
            ledger.markSent(number)
            ledger.settle(number, settlement)
        }
        for intent in intents {
            let row = try #require(try await ledger.attempts(ofCall: intent.call).first)
            #expect(row.intent == intent)
            #expect(row.settlement == settlement && row.isSent)
        }
        let kinds = try await ledger.drained { try Int.fetchOne($0, sql: "SELECT count(*) FROM attempt_kinds") }
        #expect(kinds == 3, "a team, none, and one of no name")
    }

    /// Numbers that lie far apart in one round are rare: the end of the later one changes a row that must stand by then.
    @Test func `an attempt far from the first of its round was ended before its row stood`() throws {
        let queue = try DatabaseQueue()
        try SQLiteSchema.migrator.migrate(queue)
        let numbers = [AttemptNumber(1), AttemptNumber(1 << 20)]
        let settlement = Settlement(
            .measured, cost: Money(nanoUSD: 20), usage: Self.usage, status: 200, milliseconds: 9)
        var entries = numbers.flatMap { number in
            [
                JournalCoding.bytes(number, Self.intent("call \(number.value)")),
                JournalCoding.bytes(number, settlement),
            ].map { $0[...] }
        }[...]
        let rows = try queue.write { database in
            var writing = LedgerWriting()
            try writing.write({ entries.popFirst() }, database)
            return try numbers.flatMap { try AttemptTable.attempts(ofCall: "call \($0.value)", database) }
        }
        #expect(rows.map(\.number) == numbers && rows.allSatisfy { $0.settlement == settlement })
    }

    @Test func `a kind that was written before the gateway began anew is found`() async throws {
        let folder = try TestFolder()
        for call in ["one", "two"] {
            let ledger = try Self.open(folder)
            ledger.settle(try await ledger.hold(Self.intent(call), within: []), .released)
            let kinds = try await ledger.drained { try Int.fetchOne($0, sql: "SELECT count(*) FROM attempt_kinds") }
            #expect(kinds == 1)
        }
    }

    @Test func `attempts in wide rows of an earlier schema are kept`() async throws {
        let folder = try TestFolder()
        do {
            let queue = try DatabaseQueue(path: "\(folder.path)/gateway.sqlite")
            try SQLiteSchema.migrator.migrate(queue, upTo: "usage-months-1")
            try await queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO attempts (number, call, ordinal, time, key, team, owner, tags, model, provider,
                            target_model, operation, stream, ceiling, rate, expires, sent, certainty, cost, status,
                            milliseconds, input, output, cache_read, cache_write_1h, reasoning, web_searches)
                        VALUES (4, 'one', 2, ?, 'app', 'core', 'ada', '["c"]', 'm', 'p', 'big', 'embed', 1, 50, 'r', ?, 1,
                            ?, 20, 200, 9, 5, 7, 3, 2, 0, 1)
                        """, arguments: [Self.noon, Self.noon + 60, Settlement.Certainty.measured.rawValue])
            }
        }
        let ledger = try Self.open(folder)
        let row = try #require(try await ledger.attempts(ofCall: "one").first)
        #expect(row.number == AttemptNumber(4))
        #expect(row.intent == Self.intent("one", tags: ["c"]))
        #expect(row.settlement.usage == Self.usage)
    }
}
