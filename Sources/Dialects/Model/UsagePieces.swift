package import Wire

/// What an answer used that is not counted in tokens. By reference: hardly any answer has it, and each carries a `Usage`.
package final class UsagePieces: Sendable, Equatable {
    /// How long the recording was that was heard, in milliseconds.
    package let heard: Int?
    /// Characters (Unicode scalars) of a text that was spoken.
    package let characters: Int?
    /// Pictures that were drawn, as large and as good as the request, or the answer, says.
    package let images: Int?
    package let size: String?
    package let quality: String?
    /// Whether tokens were counted beside it. Where not, the zeros of the usage are no counts.
    package let hasTokens: Bool

    package init(
        heard: Int? = nil, characters: Int? = nil, images: Int? = nil, size: String? = nil, quality: String? = nil,
        hasTokens: Bool
    ) {
        self.heard = heard
        self.characters = characters
        self.images = images
        self.size = size
        self.quality = quality
        self.hasTokens = hasTokens
    }

    package static func == (left: UsagePieces, right: UsagePieces) -> Bool {
        left.heard == right.heard && left.characters == right.characters && left.images == right.images
            && left.size == right.size && left.quality == right.quality && left.hasTokens == right.hasTokens
    }

    /// The seconds of a JSON number, as whole milliseconds, rounded up; nil: it is no length of time.
    package static func milliseconds(_ json: JSONView?) -> Int? {
        guard let text = json?.numberText ?? json?.string else { return nil }
        return milliseconds(seconds: text)
    }

    /// `12`, `8.470000267028809`: an exact decimal of seconds, rounded up to whole milliseconds.
    static func milliseconds(seconds text: String) -> Int? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let whole = Int(halves[0]), (0...1_000_000_000).contains(whole) else {
            return nil
        }
        guard halves.count == 2 else { return whole * 1_000 }
        let digits = halves[1].utf8
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let three = (Array(digits) + [0x30, 0x30, 0x30]).prefix(3).reduce(0) { $0 * 10 + Int($1) - 0x30 }
        let isExact = digits.dropFirst(3).allSatisfy { $0 == 0x30 }
        return whole * 1_000 + three + (isExact ? 0 : 1)
    }
}
