import Wire

/// Reads the catalogue's text, a line per model: `name,alias word word …`, blanks between.
///
/// | word | meaning |
/// |---|---|
/// | `mode=embedding` | what it is for; chat where it is not said |
/// | `c=128000`, `o=16384` | context window, most output tokens |
/// | `has=tvs` | a letter for each ability, see `abilities`; capitals such as `V` for what it lacks, see `denied` |
/// | `think=128-32768` | thinking budgets it takes; the upper bound may be missing |
/// | `efforts=low,high` | efforts or levels it takes, weakest first |
/// | `in=2.5`, `read=1.25`, … | USD per million tokens of a class, see `member` |
/// | `request=0.005`, `search=0.01` | USD per request, per web search |
/// | `second=0.0001`, `char=15` | USD per second of a recording heard, per million characters spoken |
/// | `image=0.04`, `pic=hd:1024x1792:0.12,…` | USD per picture, and per picture of a quality and size |
/// | `>200000` | what follows are the token prices of calls with more input |
/// | `%flex`, `%priority` | what follows is the whole price of that service tier |
/// | `@2027-01-01` | what follows is the whole price from that day on |
struct CatalogLine {
    private var facts: ModelFacts
    private var row: PriceDraft?
    /// The tier the next prices belong to; nil: the plain ones.
    private var isInTier = false
    /// Whose price the row being read is.
    private var place = Place.today

    private enum Place {
        case today
        case tier(String)
        /// From this second on, since 1970.
        case later(Int)
    }

    static func parse(_ text: StaticString, kind: String) -> [ModelFacts] {
        var models: [ModelFacts] = []
        text.withUTF8Buffer { bytes in
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                let words = line.split(separator: UInt8(ascii: " "))
                guard let names = words.first else { continue }
                var reader = CatalogLine(facts: ModelFacts(kind: kind, id: ""))
                for word in words.dropFirst() { reader.read(word) }
                let facts = reader.finish()
                for name in names.split(separator: UInt8(ascii: ",")) {
                    var named = facts
                    named.id = String(decoding: name, as: UTF8.self)
                    models.append(named)
                }
            }
        }
        return models.sorted { $0.id < $1.id }
    }

    private init(facts: ModelFacts) { self.facts = facts }

    private mutating func read(_ word: Slice<UnsafeBufferPointer<UInt8>>) {
        switch word.first {
        case UInt8(ascii: ">"):
            isInTier = true
            row?.tiers.append((aboveInput: Self.number(word.dropFirst()) ?? 0, classes: PriceRow.Classes()))
        case UInt8(ascii: "@"):
            endRow()
            if let day = Self.day(word.dropFirst()) { place = .later(day) }
        case UInt8(ascii: "%"):
            endRow()
            place = .tier(String(decoding: word.dropFirst(), as: UTF8.self))
        default:
            guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else { return }
            read(String(decoding: word[..<equals], as: UTF8.self), word[word.index(after: equals)...])
        }
    }

    private mutating func read(_ key: String, _ value: Slice<UnsafeBufferPointer<UInt8>>) {
        switch key {
        case "mode": facts.mode = ModelFacts.Mode(rawValue: String(decoding: value, as: UTF8.self)) ?? .chat
        case "c": facts.contextWindow = Self.number(value)
        case "o": facts.maxOutputTokens = Self.number(value)
        case "has": for letter in value { ability(letter) }
        case "think":
            let ends = value.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            guard ends.count == 2, let least = Self.number(ends[0]) else { return }
            facts.thinkingBudget = least...max(Self.number(ends[1]) ?? .max, least)
        case "efforts":
            facts.efforts = value.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
        case "request": edit { $0.request = Price(usdPerPiece: String(decoding: value, as: UTF8.self)) }
        case "search": edit { $0.webSearch = Price(usdPerPiece: String(decoding: value, as: UTF8.self)) }
        case "second": edit { $0.pieces.second = Price(usdPerPiece: String(decoding: value, as: UTF8.self)) }
        case "char": edit { $0.pieces.character = Price(usdPerMillionTokens: String(decoding: value, as: UTF8.self)) }
        case "image": edit { $0.pieces.image = Price(usdPerPiece: String(decoding: value, as: UTF8.self)) }
        case "pic":
            let pictures = value.split(separator: UInt8(ascii: ",")).compactMap { Self.picture($0) }
            edit { $0.pieces.pictures = pictures }
        default:
            guard let member = Self.member(key) else { return }
            let price = Price(usdPerMillionTokens: String(decoding: value, as: UTF8.self))
            let isInTier = isInTier
            edit { row in
                if isInTier, let last = row.tiers.indices.last {
                    row.tiers[last].classes[keyPath: member] = price
                } else {
                    row.classes[keyPath: member] = price
                }
            }
        }
    }

    private mutating func edit(_ change: (inout PriceDraft) -> Void) {
        var edited = row ?? PriceDraft()
        row = nil
        change(&edited)
        row = edited
    }

    private mutating func endRow() {
        defer {
            row = nil
            isInTier = false
        }
        guard let row = row?.row(isConfigured: false) else { return }
        switch place {
        case .today: facts.price = row
        case .tier(let name): facts.tierPrices[name] = row
        case .later(let from): facts.laterPrices.append((from, row))
        }
    }

    private mutating func finish() -> ModelFacts {
        endRow()
        return facts
    }

    private mutating func ability(_ letter: UInt8) {
        switch letter {
        case UInt8(ascii: "s"): facts.hasJSONSchema = true
        case UInt8(ascii: "S"): facts.hasJSONSchema = false
        case UInt8(ascii: "r"): facts.reasons = true
        case UInt8(ascii: "R"): facts.reasons = false
        case UInt8(ascii: "h"): facts.isListed = false
        default:
            if let ability = Self.abilities[letter] { facts.abilities.insert(ability) }
            if let ability = Self.denied[letter] { facts.lacks.insert(ability) }
        }
    }

    private static let abilities: [UInt8: ModelFacts.Abilities] = [
        UInt8(ascii: "t"): .tools, UInt8(ascii: "v"): .vision, UInt8(ascii: "d"): .documents,
        UInt8(ascii: "a"): .audio, UInt8(ascii: "A"): .adaptiveThinking, UInt8(ascii: "L"): .thinkingLevel,
        UInt8(ascii: "N"): .alwaysThinks, UInt8(ascii: "O"): .thinkingOff, UInt8(ascii: "m"): .systemTurns,
        UInt8(ascii: "x"): .noSampling, UInt8(ascii: "i"): .takesReasoning,
    ]

    private static let denied: [UInt8: ModelFacts.Abilities] = [
        UInt8(ascii: "T"): .tools, UInt8(ascii: "V"): .vision, UInt8(ascii: "D"): .documents, UInt8(ascii: "U"): .audio,
    ]

    private static func member(_ key: String) -> WritableKeyPath<PriceRow.Classes, Price?>? {
        switch key {
        case "in": \.input
        case "out": \.output
        case "read": \.cacheRead
        case "readaudio": \.cacheReadAudio
        case "readimage": \.cacheReadImage
        case "write": \.cacheWrite
        case "write1h": \.cacheWriteOneHour
        case "reason": \.reasoning
        case "inaudio": \.inputAudio
        case "inimage": \.inputImage
        case "outaudio": \.outputAudio
        case "outimage": \.outputImage
        default: nil
        }
    }

    /// `hd:1024x1792:0.12`; of any quality or size where nothing stands.
    private static func picture(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> PiecePrices.Picture? {
        let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, let price = Price(usdPerPiece: parts[2]) else { return nil }
        return PiecePrices.Picture(
            size: parts[1].isEmpty ? nil : parts[1], quality: parts[0].isEmpty ? nil : parts[0], price: price)
    }

    private static func number(_ bytes: some Collection<UInt8>) -> Int? { Int(String(decoding: bytes, as: UTF8.self)) }

    /// `2027-01-01` as the first second of that day, UTC, since 1970.
    static func day(_ bytes: some Collection<UInt8>) -> Int? {
        let parts = bytes.split(separator: UInt8(ascii: "-")).compactMap { number($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
        return CivilDate(year: parts[0], month: parts[1], day: parts[2]).daysSince1970 * 86_400
    }
}
