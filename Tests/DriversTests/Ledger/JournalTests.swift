import Dialects
import Foundation
import Gateway
import GatewayTesting
import Testing

@testable import Drivers

/// The journal: what is written is read back, whatever the cuts, and what is torn is no entry.
struct JournalTests {
    private static let intent = made()

    private static func made(
        team: String? = "t", tags: [String] = ["a", "ü"], model: String = "smart",
        ceiling: Money? = Money(nanoUSD: 7)
    ) -> AttemptIntent {
        AttemptIntent(
            call: "6b0c6d57ca2f5dc3c3ec9ad488371f70", ordinal: 2, time: 1_700_000_000, key: "app", team: team,
            owner: nil, tags: tags, model: model, provider: "openai", targetModel: "gpt-4o", operation: .embed,
            isStream: true, ceiling: ceiling, rate: "2026-11-21", expires: 1_700_003_600)
    }

    private static var settlement: Settlement {
        var usage = Usage(input: 10, output: 0)
        usage.reasoning = 4
        return Settlement(
            .estimated, cost: Money(nanoUSD: 99), usage: usage, status: 502, code: .upstreamError, milliseconds: 12)
    }

    private static func bytes(_ size: Int, _ write: (inout JournalWriter) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var writer = JournalWriter(UnsafeMutableRawBufferPointer(buffer))
            write(&writer)
            count = writer.count
        }
    }

    private static var entries: [(JournalEntry, [UInt8])] {
        let number = AttemptNumber(3)
        let bare = made(team: nil, tags: [], ceiling: nil)
        return [
            (
                .held(number, intent),
                bytes(JournalCoding.size(of: intent)) { JournalCoding.write(number, intent, to: &$0) }
            ),
            (.held(number, bare), bytes(JournalCoding.size(of: bare)) { JournalCoding.write(number, bare, to: &$0) }),
            (.sent(number), bytes(JournalCoding.sizeOfSent) { JournalCoding.writeSent(number, to: &$0) }),
            (
                .settled(number, settlement),
                bytes(JournalCoding.size(of: settlement)) { JournalCoding.write(number, settlement, to: &$0) }
            ),
            (
                .settled(number, .released),
                bytes(JournalCoding.size(of: .released)) { JournalCoding.write(number, .released, to: &$0) }
            ),
        ]
    }

    @Test func `an entry is as large as it says, and read as it was written`() {
        for (entry, bytes) in Self.entries { #expect(JournalCoding.read(bytes[...]) == entry) }
        #expect(Self.entries[0].1.count == JournalCoding.size(of: Self.intent))
        #expect(Self.entries[3].1.count == JournalCoding.size(of: Self.settlement))
    }

    @Test func `an entry that was cut is none`() {
        for (_, bytes) in Self.entries {
            for length in bytes.indices { #expect(JournalCoding.read(bytes[..<length]) == nil) }
        }
    }

    @Test func `texts beyond all measure are cut, not the journal`() throws {
        let intent = Self.made(
            tags: (0..<500).map { "tag \($0) " + String(repeating: "x", count: 1_000) },
            model: String(repeating: "m", count: 100_000))
        let size = JournalCoding.size(of: intent)
        let bytes = Self.bytes(size) { JournalCoding.write(AttemptNumber(1), intent, to: &$0) }
        guard case .held(_, let read)? = JournalCoding.read(bytes[...]) else {
            Issue.record("it cannot be read")
            return
        }
        #expect(bytes.count == size && size < 32_768)
        #expect(read.model.utf8.count == 1_024 && read.tags.count == 64 && read.provider == "openai")
    }

    @Test func `entries go round and round, and a reader finds all that were written and no more`() throws {
        let folder = try TestFolder()
        for seed in 0..<20 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let path = "\(folder.path)/ring-\(seed)"
            var ring = try JournalRing(path: path, capacity: 4_096, generation: seed)
            var written: [[UInt8]] = []
            var read: [[UInt8]] = []
            for _ in 0..<500 {
                let size = Int.random(in: 1...700, using: &random)
                let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
                let fits = ring.append(size) { writer in for byte in bytes { writer.byte(byte) } }
                if fits { written.append(bytes) } else { #expect(ring.room < JournalRing.taken(size)) }
                guard Bool.random(using: &random) else { continue }
                // Half the time as at a start, when nobody knows where the end is.
                var chunk = ring.copy(from: ring.start, upTo: Bool.random(using: &random) ? ring.end : nil, most: 4_096)
                while let entry = chunk.next() { read.append(Array(entry)) }
                ring.free(upTo: chunk.position)
                guard let room = ring.roomAfterTurn, Bool.random(using: &random) else { continue }
                ring.turn()
                #expect(ring.room == room && room >= 0)
            }
            while ring.start < ring.end {
                var chunk = ring.copy(from: ring.start, upTo: ring.end, most: 4_096)
                while let entry = chunk.next() { read.append(Array(entry)) }
                ring.free(upTo: chunk.position)
            }
            #expect(read == written, "seed \(seed)")
        }
    }

    @Test func `what was torn is no entry, whichever byte is wrong`() throws {
        let folder = try TestFolder()
        var ring = try JournalRing(path: "\(folder.path)/ring", capacity: 4_096, generation: 1)
        let (size, number) = (JournalCoding.size(of: Self.intent), AttemptNumber(1))
        _ = ring.append(size) { JournalCoding.write(number, Self.intent, to: &$0) }
        _ = ring.append(size) { JournalCoding.write(number, Self.intent, to: &$0) }
        let whole = 8 + JournalChunk.padded(size)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/ring"))
        for torn in 0..<whole {
            var damaged = [UInt8](bytes[(4_096 + whole)..<(4_096 + 2 * whole)])
            damaged[torn] ^= 0x41
            var chunk = JournalChunk(
                bytes: [UInt8](bytes[4_096..<(4_096 + whole)]) + damaged, position: 0, left: 4_096, generation: 1)
            #expect(chunk.next() != nil && chunk.next() == nil, "byte \(torn)")
            #expect(chunk.position == UInt64(whole))
        }
    }
}

/// A folder of one test, removed with it.
final class TestFolder {
    let path = NSTemporaryDirectory() + "llmgateway-\(UUID().uuidString)"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
