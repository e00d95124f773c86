import Foundation
import GRDB
import Gateway
import GatewayTesting
import NIOCore
import Testing

@testable import Drivers

/// `kill -9`: what was asked for is in the ledger, what was not is free again, and the next start is a quick one.
struct KilledTests {
    private static let key = "sk-test-0123456789abcdef"
    /// Of one trial under load: `KILLS=50 swift test --filter KilledTests` for a long one.
    private static let kills = ProcessInfo.processInfo.environment["KILLS"].flatMap(Int.init) ?? 5

    private static func configuration(_ port: Int, budget: String) -> String {
        """
        server: { port: 0 }
        auth:
          keys: [ { name: app, key: "\(key)", budget: { usd: "\(budget)", per: total } } ]
        prices:
          - { model: mock/echo, request_usd: "0.05" }
          - { model: slow/m, request_usd: "0.05" }
        providers:
          - { id: slow, kind: openai-compatible, base_url: "http://127.0.0.1:\(port)/v1", api_key: "sk-provider-key" }
        """
    }

    private static func ask(_ model: String) -> String {
        let body = #"{"model":"\#(model)","messages":[{"role":"user","content":"hello"}]}"#
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer \(key)\r\n"
            + "content-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func port(of server: Server) throws -> Int {
        try #require(server.url.split(separator: ":").last.flatMap { Int($0) })
    }

    private static func start(in folder: TemporaryFolder) async throws -> Server {
        try await Server(["serve", "--config", "gateway.yaml"], in: folder)
    }

    private static func kill(_ server: Server) async throws {
        server.run.signal(SIGKILL)
        _ = try await server.run.end()
    }

    /// Opened as the next start would, once no process has it.
    private static func ledger(of folder: TemporaryFolder) throws -> EmbeddedLedger {
        let data = "\(folder.path)/data"
        return try EmbeddedLedger(
            folder: data, database: SQLiteFile(path: "\(data)/gateway.sqlite"), generation: 1)
    }

    @Test func `eight answered and four under way at a kill leave exactly eight of twenty`() async throws {
        let folder = try TemporaryFolder()
        let silent = try await SocketUpstream.start([.request])
        try folder.write(Self.configuration(silent.port, budget: "1.00"), to: "gateway.yaml")
        let server = try await Self.start(in: folder)
        let port = try Self.port(of: server)
        for _ in 0..<8 {
            let client = try await RawClient.connect(to: port)
            await client.send(Self.ask("mock/echo"))
            #expect(await client.replies(1).statuses == [200])
        }
        var waiting: [RawClient] = []
        for index in 0..<4 {
            let client = try await RawClient.connect(to: port)
            waiting.append(client)
            await client.send(Self.ask("slow/m"))
            _ = await silent.connection(index)?.inbox.wait { $0.bytes.readableBytes > 0 }
        }
        try await Self.kill(server)
        for client in waiting { #expect(await client.ended()) }

        let begun = ContinuousClock.now
        let next = try await Self.start(in: folder)
        #expect(ContinuousClock.now - begun < .seconds(10))
        var statuses: [Int] = []
        for _ in 0..<12 {
            let client = try await RawClient.connect(to: Self.port(of: next))
            await client.send(Self.ask("mock/echo"))
            statuses += await client.replies(1).statuses
        }
        #expect(statuses == Array(repeating: 200, count: 8) + Array(repeating: 402, count: 4))
        let usage = try await next.command(["usage", "--by", "provider"]).out
        #expect(usage.contains("UNCERTAIN"), "\(usage)")
        #expect(usage.contains("4 attempts count at an estimate or at the most they can have cost"), "\(usage)")
        #expect(try await next.stop() == 0)
        #expect(next.run.err.contains("4 attempts that were sent"))
    }

    @Test func `under load nothing that was answered, or that a provider saw, is lost or counted twice`() async throws {
        let folder = try TemporaryFolder()
        let answer = UpstreamText.answer(UpstreamText.completion)
        let upstream = try await SocketUpstream.start([.request, .send(answer), .again])
        try folder.write(Self.configuration(upstream.port, budget: "100000.00"), to: "gateway.yaml")
        var answered = 0
        for _ in 0..<Self.kills {
            let server = try await Self.start(in: folder)
            let port = try Self.port(of: server)
            answered += try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var answered = 0
                        while true {
                            // A connection of its own for each: a client reads all it got again for every reply.
                            guard let client = try? await RawClient.connect(to: port) else { return answered }
                            await client.send(Self.ask("slow/m"))
                            guard await client.replies(1).statuses == [200] else { return answered }
                            answered += 1
                            await client.close()
                        }
                    }
                }
                // Under way, however slow the machine is.
                _ = try await eventually { server.run.err.utf8.count(where: { $0 == 0x0A }) >= 40 }
                server.run.signal(SIGKILL)
                return try await group.reduce(0, +)
            }
            _ = try await server.run.end()
        }
        let seen = upstream.requests.count
        let ledger = try Self.ledger(of: folder)
        let all = try #require(try await ledger.usage(UsageQuery(time: 0..<Int.max / 2)).first)
        let counts = try await ledger.counts()
        #expect(answered > 100 && seen >= answered)
        #expect(counts.sent >= seen, "what the provider saw is in the ledger: \(counts.sent) of \(seen)")
        #expect(counts.sent <= seen + Self.kills * 8, "and no more than what was under way at each kill")
        #expect(counts.open == 0 && counts.all == all.attempts, "each attempt is summed once")
        #expect(all.cost == Money(nanoUSD: Int64(counts.sent) * 50_000_000))
        #expect(counts.integrity == "ok")
    }
}

extension EmbeddedLedger {
    fileprivate struct Counts: Sendable {
        var all: Int
        var sent: Int
        var open: Int
        var integrity: String
    }

    fileprivate func counts() async throws -> Counts {
        try await drained { database in
            func count(_ condition: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM attempts WHERE \(condition)") ?? 0
            }
            return Counts(
                all: try count("1"), sent: try count("sent"), open: try count("certainty = 0"),
                integrity: try String.fetchOne(database, sql: "PRAGMA integrity_check") ?? "")
        }
    }
}
