import Wire

/// What an answer tells, read from its bytes as plainly as can be and without a codec: the yardstick of replays.
struct Told {
    /// One of the `n` answers.
    struct Voice: Equatable {
        var text = ""
        var reasoning = ""
        var calls: [Call] = []
        /// Addresses of cited web pages, each once.
        var links: Set<String> = []
        /// In OpenAI's words; nil when the answer was cut.
        var finish: String?

        fileprivate var said: String {
            calls.map { "\($0.id ?? "-") \($0.name) \(($0.arguments ?? "-").prefix(60))" }.joined(separator: ", ")
        }
    }

    struct Call: Equatable {
        /// nil where the dialect gives none.
        var id: String?
        var name: String
        /// As JSON text, so that arguments that are no JSON can be told too; nil where they came in pieces that only
        /// a codec can put together.
        var arguments: String?

        /// Arguments are compared as JSON values.
        func isLike(_ other: Call) -> Bool {
            guard name == other.name, id == nil || other.id == nil || id == other.id else { return false }
            guard let one = arguments, let two = other.arguments else { return true }
            return Self.json(one).isEquivalent(to: Self.json(two))
        }

        private static func json(_ text: String) -> JSONValue {
            (try? JSONValue(parsing: text.isEmpty ? "{}" : text)) ?? .string(text)
        }
    }

    struct Count: Equatable {
        var prompt = 0
        var completion = 0
        var cached: Int?
        var reasoning: Int?
    }

    var voices: [Int: Voice] = [:]
    var count: Count?
    /// The text of an error inside the answer.
    var error: String?
    /// Whether a stream brought its dialect's end mark.
    var hasEndMark = false

    /// Whether there is no answer, or one that never came to its end.
    var isCut: Bool { voices.values.allSatisfy { $0.finish == nil } }

    /// The differences to what the caller got; empty when both tell the same.
    func differences(from caller: Told) -> [String] {
        var found: [String] = []
        for (index, voice) in voices {
            let other = caller.voices[index] ?? Voice()
            if voice.text != other.text { found.append("text: \(voice.text.suffix(60)) | \(other.text.suffix(60))") }
            if voice.reasoning != other.reasoning {
                found.append("reasoning: \(voice.reasoning.suffix(60)) | \(other.reasoning.suffix(60))")
            }
            if voice.links != other.links {
                found.append("links: \(voice.links.subtracting(other.links)), \(other.links.subtracting(voice.links))")
            }
            let areAlike =
                voice.calls.count == other.calls.count && zip(voice.calls, other.calls).allSatisfy { $0.isLike($1) }
            if !areAlike { found.append("calls: \(voice.said) | \(other.said)") }
            if voice.finish != other.finish { found.append("finish: \(voice.finish ?? "-") | \(other.finish ?? "-")") }
        }
        if Set(voices.keys) != Set(caller.voices.keys) { found.append("candidates") }
        if count != caller.count { found.append("usage: \(String(describing: count)) | \(caller.count as Any)") }
        return found
    }
}

/// The data of each event, by lines, as a newcomer would read them.
enum PlainEvents {
    static func data(_ body: String) -> [String] {
        body.split(whereSeparator: \.isNewline).compactMap { line in
            guard line.hasPrefix("data:") else { return nil }
            return String(line.dropFirst(5).drop { $0 == " " })
        }
    }

    /// The body cut after each empty line, nothing lost.
    static func blocks(_ body: [UInt8]) -> [ArraySlice<UInt8>] {
        var blocks: [ArraySlice<UInt8>] = []
        var start = 0
        var line = 0
        for (position, byte) in body.enumerated() where byte == 0x0A {
            let isEmpty = position == line || (position == line + 1 && body[line] == 0x0D)
            line = position + 1
            if isEmpty {
                blocks.append(body[start...position])
                start = position + 1
            }
        }
        if start < body.count { blocks.append(body[start...]) }
        return blocks
    }
}
