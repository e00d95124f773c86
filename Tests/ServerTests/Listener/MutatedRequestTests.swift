import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Requests with bytes changed at random, always the same ones.
struct MutatedRequestTests {
    /// SplitMix64.
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }

    private static let samples = [
        Ask.chat() + Ask.get("/livez"), Ask.chat(stream: true) + Ask.get("/v1/models", fields: Ask.authorized),
        "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\n\(Ask.authorized)transfer-encoding: chunked\r\n\r\n"
            + "2;x=y\r\n{}\r\n0\r\nt: u\r\n\r\n" + Ask.get("/readyz"),
        Ask.get("/v1/models/mock%2Fecho", fields: Ask.authorized + "connection: keep-alive, x\r\n")
            + Ask.get("/nowhere"),
    ]
    private static let pieces = [
        "\r\n", "\n", "\r", " ", "\t", ":", ",", "0", "-", "\u{0}", "content-length: 5\r\n",
        "transfer-encoding: chunked\r\n",
        "host: b\r\n", "\r\n\r\n", "GET / HTTP/1.1\r\n", "HTTP/1.0", "chunked", ";", "%", "\"", "{", "\u{ff}",
    ].map { Array($0.utf8) }

    private func mutated(_ sample: String, _ chance: inout Chance) -> [UInt8] {
        var bytes = Array(sample.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &chance) {
            let place = Int.random(in: 0..<bytes.count, using: &chance)
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: Self.pieces.randomElement(using: &chance) ?? [], at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &chance)))
            }
        }
        return bytes
    }

    @Test(arguments: 0..<4)
    func `whatever comes, replies are whole, and no more than were asked for`(_ seed: Int) async throws {
        try await TestGateway.run { gateway in
            var chance = Chance(state: UInt64(seed))
            for round in 0..<60 {
                let bytes = mutated(Self.samples[round % Self.samples.count], &chance)
                let client = try await gateway.client()
                let cut = Int.random(in: 0...bytes.count, using: &chance)
                await client.send(ByteBuffer(bytes: bytes[..<cut]))
                await client.send(ByteBuffer(bytes: bytes[cut...]))
                await client.closeOutput()
                #expect(await client.ended(), "seed \(seed), round \(round)")
                let replies = Replies(client.inbox.content)
                #expect(!replies.isBroken, "seed \(seed), round \(round)")
                // A third head may have been put in.
                #expect(replies.whole.count <= 4, "seed \(seed), round \(round)")
                #expect(
                    replies.statuses.allSatisfy { $0 < 500 || $0 == 501 || $0 == 505 }, "seed \(seed), round \(round)")
            }
            let client = try await gateway.client()
            await client.send(Ask.chat())
            #expect(await client.replies(1).statuses == [200])
        }
    }
}
