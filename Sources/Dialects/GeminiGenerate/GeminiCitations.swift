import Wire

/// Sources of an answer: `groundingMetadata` (search) and `citationMetadata` (texts recited from elsewhere).
///
/// Both count in UTF-8 bytes, citations of the canonical model in characters (Unicode scalars).
struct GeminiCitations {
    /// Nil where Google names no part.
    let partIndex: Int?
    let citation: Citation

    /// - Parameter text: the text of a part by its index; nil for a part that is none.
    static func read(grounding: JSONValue?, citations: JSONValue?, text: (Int) -> String?) -> [GeminiCitations] {
        var result: [GeminiCitations] = []
        if let grounding { result += read(grounding: grounding, text) }
        if let citations { result += read(citations: citations, text) }
        return result
    }

    private static func read(grounding: JSONValue, _ text: (Int) -> String?) -> [GeminiCitations] {
        var members = GeminiMembers(grounding)
        let chunks = members.list("groundingChunks") ?? []
        var result: [GeminiCitations] = []
        for support in members.list("groundingSupports") ?? [] {
            var support = GeminiMembers(support)
            var segment = GeminiMembers(support.take("segment"))
            let part = segment.int("partIndex") ?? 0
            let offsets = CharacterOffsets(text(part) ?? "")
            let start = offsets.character(atByte: segment.int("startIndex") ?? 0)
            let end = segment.int("endIndex").flatMap { offsets.character(atByte: $0) }
            let cited = segment.string("text")
            for index in support.list("groundingChunkIndices") ?? [] {
                guard let index = index.int, chunks.indices.contains(index), let web = web(chunks[index])
                else { continue }
                result.append(
                    GeminiCitations(
                        partIndex: part,
                        citation: Citation(
                            url: web.url, title: web.title, citedText: cited, start: end == nil ? nil : start,
                            end: start == nil ? nil : end, source: source("groundingChunk", chunks[index]))))
            }
        }
        guard result.isEmpty else { return result }
        // Sources without a place in the text.
        return chunks.compactMap { chunk in
            web(chunk).map {
                GeminiCitations(
                    partIndex: nil,
                    citation: Citation(url: $0.url, title: $0.title, source: source("groundingChunk", chunk)))
            }
        }
    }

    private static func web(_ chunk: JSONValue) -> (url: String?, title: String?)? {
        var members = GeminiMembers(chunk)
        guard let place = members.object("web") ?? members.object("maps") ?? members.object("retrievedContext")
        else { return nil }
        var inner = GeminiMembers(place)
        let url = inner.string("uri")
        let title = inner.string("title")
        return url == nil && title == nil ? nil : (url, title)
    }

    private static func read(citations: JSONValue, _ text: (Int) -> String?) -> [GeminiCitations] {
        var members = GeminiMembers(citations)
        let list = members.list("citationSources") ?? members.list("citations") ?? []
        let offsets = CharacterOffsets(text(0) ?? "")
        return list.compactMap { value in
            var members = GeminiMembers(value)
            guard let url = members.string("uri") ?? members.string("title") else { return nil }
            let start = offsets.character(atByte: members.int("startIndex") ?? 0)
            let end = members.int("endIndex").flatMap { offsets.character(atByte: $0) }
            return GeminiCitations(
                partIndex: nil,
                citation: Citation(
                    url: value["uri"] == nil ? nil : url, title: value["title"]?.string,
                    start: end == nil ? nil : start, end: start == nil ? nil : end,
                    source: source("citation", value)))
        }
    }

    private static func source(_ kind: String, _ json: JSONValue) -> Opaque {
        Opaque(dialect: .geminiGenerate, kind: kind, json: json)
    }

    /// `citationMetadata` for citations that another dialect gave.
    static func write(_ citation: Citation, of text: String) -> JSONValue {
        let offsets = CharacterOffsets(text)
        var object = JSONObject()
        if let start = citation.start { object["startIndex"] = offsets.byte(atCharacter: start).map { .int($0) } }
        if let end = citation.end { object["endIndex"] = offsets.byte(atCharacter: end).map { .int($0) } }
        if let url = citation.url { object["uri"] = .string(url) }
        if let title = citation.title { object["title"] = .string(title) }
        return .object(object)
    }
}

/// Positions in one text, in bytes of UTF-8 and in Unicode scalars.
struct CharacterOffsets {
    private let text: String.UnicodeScalarView

    init(_ text: String) { self.text = text.unicodeScalars }

    /// Nil outside the text; a byte inside a character counts as its end.
    func character(atByte byte: Int) -> Int? {
        var position = 0
        var count = 0
        for scalar in text {
            if position >= byte { break }
            position += UTF8.width(scalar)
            count += 1
        }
        return byte >= 0 && position >= byte ? count : nil
    }

    func byte(atCharacter character: Int) -> Int? {
        guard character >= 0, character <= text.count else { return nil }
        return text.prefix(character).reduce(0) { $0 + UTF8.width($1) }
    }
}
