// Vocabularies: no crash whatever the text or the file, pieces that are the text again, and as many tokens as the merges
// of the book give. The first byte says by which pattern, and whether the rest is a text or a file.

import Gateway
import NIOCore

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTokens(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let input = bytes.dropFirst()
    let encoding: BytePairEncoding = choice & 1 == 0 ? .cl100k : .o200k
    if choice & 2 != 0 {
        _ = try? BytePairVocabulary(encoding, tiktoken: ByteBuffer(bytes: input), isWhole: false)
        return 0
    }
    let text = String(decoding: input, as: UTF8.self)
    guard let vocabulary = vocabularies[encoding] else { fatalError("the vocabulary is none") }
    let pieces = vocabulary.pieces(text)
    guard pieces.joined().utf8.elementsEqual(text.utf8) else { fatalError("pieces are not the text") }
    let counted = vocabulary.count(text)
    guard counted <= text.utf8.count, counted == pieces.reduce(0, { $0 + vocabulary.count($1) }) else {
        fatalError("\(counted) tokens are not those of the pieces")
    }
    // What comes not as text is counted all the same.
    _ = vocabulary.count(UnsafeBufferPointer(rebasing: input))
    guard text.utf8.count < 600 else { return 0 }
    let merged = pieces.reduce(0) { $0 + merge(Array($1.utf8)) }
    guard merged == counted else { fatalError("\(counted) tokens, the book has \(merged)") }
    return 0
}

private let words = [
    "th", "he", "the", " t", " the", "in", "ing", "  ", "    ", "aa", "aaaa", "\n\n", "\u{E9}", "'s", "ab", "ba", "aba",
]
private let ranks = Dictionary(uniqueKeysWithValues: words.enumerated().map { (Array($0.element.utf8), $0.offset) })

private let vocabularies = Dictionary(
    uniqueKeysWithValues: BytePairEncoding.allCases.compactMap { encoding in
        let tokens = (UInt8.min...UInt8.max).map { [$0] } + words.map { Array($0.utf8) }
        let lines = tokens.enumerated().map { "\(base64($0.element)) \($0.offset)\n" }.joined()
        return (try? BytePairVocabulary(encoding, tiktoken: ByteBuffer(string: lines), isWhole: false)).map {
            (encoding, $0)
        }
    })

private func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 { text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : "=") }
    }
    return text
}

/// Pairs of the lowest rank first, from the left; as slow as it is plain.
private func merge(_ bytes: [UInt8]) -> Int {
    var parts = bytes.map { [$0] }
    while true {
        let pairs = zip(parts, parts.dropFirst()).map { ranks[$0 + $1] ?? .max }
        guard let least = pairs.min(), least != .max, let place = pairs.firstIndex(of: least) else {
            return parts.count
        }
        parts[place] += parts.remove(at: place + 1)
    }
}
