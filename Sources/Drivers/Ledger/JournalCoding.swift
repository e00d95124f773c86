import Dialects
import Gateway

/// Entries as bytes: numbers of fixed width in the machine's own order (the file never leaves it), texts with their
/// length before them. `size` is told before a byte is written, because room in the journal is found first.
enum JournalCoding {
    private enum Kind {
        static let held: UInt8 = 1
        static let sent: UInt8 = 2
        static let settled: UInt8 = 3
    }

    /// The most one text may be, in bytes; of what is longer its beginning stands in the ledger.
    private static let longest = 1_024
    private static let longestTag = 256
    /// More tags than these are not written down.
    private static let mostTags = 64

    static func size(of intent: AttemptIntent) -> Int {
        var size = 1 + 8 + 8 + 8 + 8 + 2 + 1 + 1
        forEachText(of: intent) { size += 2 + min($0.utf8.count, longest) }
        size += 2
        for tag in intent.tags.prefix(mostTags) { size += 2 + min(tag.utf8.count, longestTag) }
        return size
    }

    /// Their places here tell them.
    private static let operations = Operation.allCases

    static let sizeOfSent = 1 + 8

    static func size(of settlement: Settlement) -> Int {
        1 + 8 + 1 + 8 + 2 + 4 + 1 + (settlement.told == nil ? 0 : 8 * LedgerUsage.count)
            + 2 + (settlement.code?.rawValue.utf8.count ?? 0)
    }

    static func write(_ number: AttemptNumber, _ intent: AttemptIntent, to writer: inout JournalWriter) {
        writer.byte(Kind.held)
        writer.number(number.value)
        writer.number(intent.time)
        writer.number(intent.ceiling?.nanoUSD ?? -1)
        writer.number(intent.expires)
        writer.number(UInt16(clamping: intent.ordinal))
        writer.byte(UInt8(clamping: operations.firstIndex(of: intent.operation) ?? 0))
        let flags = (intent.isStream ? 1 : 0) | (intent.team == nil ? 0 : 2) | (intent.owner == nil ? 0 : 4)
        writer.byte(UInt8(flags))
        forEachText(of: intent) { writer.text($0, longest) }
        let tags = intent.tags.prefix(mostTags)
        writer.number(UInt16(clamping: tags.count))
        for tag in tags { writer.text(tag, longestTag) }
    }

    static func writeSent(_ number: AttemptNumber, to writer: inout JournalWriter) {
        writer.byte(Kind.sent)
        writer.number(number.value)
    }

    static func write(_ number: AttemptNumber, _ settlement: Settlement, to writer: inout JournalWriter) {
        writer.byte(Kind.settled)
        writer.number(number.value)
        writer.byte(settlement.certainty.rawValue)
        writer.number(settlement.cost.nanoUSD)
        writer.number(UInt16(clamping: settlement.status ?? 0))
        writer.number(UInt32(clamping: settlement.milliseconds))
        writer.byte(settlement.told == nil ? 0 : 1)
        if let told = settlement.told { LedgerUsage.forEach(told) { writer.number($0 ?? -1) } }
        writer.text(settlement.code?.rawValue ?? "", longest)
    }

    /// What an entry is, and of which attempt.
    enum Head {
        case held(AttemptNumber)
        case sent(AttemptNumber)
        case settled(AttemptNumber)
    }

    static func head(of bytes: ArraySlice<UInt8>) -> Head? {
        bytes.withUnsafeBytes { bytes in
            var cursor = JournalCursor(bytes)
            guard let kind = cursor.number(UInt8.self), let value = cursor.number(UInt64.self) else { return nil }
            return switch kind {
            case Kind.held: .held(AttemptNumber(value))
            case Kind.sent: .sent(AttemptNumber(value))
            case Kind.settled: .settled(AttemptNumber(value))
            default: nil
            }
        }
    }

    static func bytes(_ number: AttemptNumber, _ intent: AttemptIntent) -> [UInt8] {
        bytes(size(of: intent)) { write(number, intent, to: &$0) }
    }

    static func bytes(_ number: AttemptNumber, _ settlement: Settlement) -> [UInt8] {
        bytes(size(of: settlement)) { write(number, settlement, to: &$0) }
    }

    private static func bytes(_ size: Int, _ write: (inout JournalWriter) -> Void) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var writer = JournalWriter(UnsafeMutableRawBufferPointer(buffer))
            write(&writer)
            count = writer.count
        }
    }

    /// nil for bytes that are no entry.
    static func read(_ bytes: ArraySlice<UInt8>) -> JournalEntry? {
        var reader = JournalReader(bytes)
        guard let kind = reader.byte(), let value = reader.number(UInt64.self) else { return nil }
        let number = AttemptNumber(value)
        switch kind {
        case Kind.held: return intent(&reader).map { .held(number, $0) }
        case Kind.sent: return .sent(number)
        case Kind.settled: return settlement(&reader).map { .settled(number, $0) }
        default: return nil
        }
    }

    private static func intent(_ reader: inout JournalReader) -> AttemptIntent? {
        guard let time = reader.number(Int.self), let ceiling = reader.number(Int64.self),
            let expires = reader.number(Int.self), let ordinal = reader.number(UInt16.self),
            let operation = reader.byte(), let flags = reader.byte(), let call = reader.text(),
            let key = reader.text(), let team = reader.text(), let owner = reader.text(), let model = reader.text(),
            let provider = reader.text(), let targetModel = reader.text(), let rate = reader.text(),
            let count = reader.number(UInt16.self)
        else { return nil }
        var tags: [String] = []
        for _ in 0..<count {
            guard let tag = reader.text() else { return nil }
            tags.append(tag)
        }
        return AttemptIntent(
            call: call, ordinal: Int(ordinal), time: time, key: key, team: flags & 2 == 0 ? nil : team,
            owner: flags & 4 == 0 ? nil : owner, tags: tags, model: model, provider: provider,
            targetModel: targetModel,
            operation: operations.indices.contains(Int(operation)) ? operations[Int(operation)] : .generate,
            isStream: flags & 1 == 1, ceiling: ceiling < 0 ? nil : Money(nanoUSD: ceiling), rate: rate,
            expires: expires)
    }

    private static func settlement(_ reader: inout JournalReader) -> Settlement? {
        guard let certainty = reader.byte().flatMap(Settlement.Certainty.init), let cost = reader.number(Int64.self),
            let status = reader.number(UInt16.self), let milliseconds = reader.number(UInt32.self),
            let hasUsage = reader.byte()
        else { return nil }
        var usage: Usage?
        if hasUsage == 1 {
            var numbers: [Int?] = []
            for _ in 0..<LedgerUsage.count {
                guard let value = reader.number(Int.self) else { return nil }
                numbers.append(value < 0 ? nil : value)
            }
            usage = LedgerUsage.usage(numbers)
        }
        guard let code = reader.text() else { return nil }
        return Settlement(
            certainty, cost: Money(nanoUSD: cost), usage: usage, status: status == 0 ? nil : Int(status),
            code: ErrorCode(rawValue: code), milliseconds: Int(milliseconds))
    }

    /// In the order in which they are written.
    @inline(__always)
    private static func forEachText(of intent: AttemptIntent, _ take: (String) -> Void) {
        take(intent.call)
        take(intent.key)
        take(intent.team ?? "")
        take(intent.owner ?? "")
        take(intent.model)
        take(intent.provider)
        take(intent.targetModel)
        take(intent.rate)
    }
}
