import Foundation
import GatewayTesting
import NIOCore
import Testing

@testable import Gateway

/// Counting by vocabularies: exactly as tiktoken does, whatever the text.
struct BytePairVocabularyTests {
    /// The vocabularies of the test data; nil where it is absent.
    static let cl100k = vocabulary(.cl100k)
    static let o200k = vocabulary(.o200k)

    private static func vocabulary(_ encoding: BytePairEncoding) -> BytePairVocabulary? {
        guard let folder = Recordings.dataFolder,
            let data = FileManager.default.contents(atPath: "\(folder)/tokenizers/\(encoding.rawValue).tiktoken")
        else { return nil }
        return try? BytePairVocabulary(encoding, tiktoken: ByteBuffer(bytes: data))
    }

    /// All bytes, and what is given, in this order.
    static func small(_ tokens: [String], _ encoding: BytePairEncoding = .o200k) throws -> BytePairVocabulary {
        let bytes = (UInt8.min...UInt8.max).map { Data([$0]) } + tokens.map { Data($0.utf8) }
        let lines = bytes.enumerated().map { "\($0.element.base64EncodedString()) \($0.offset)\n" }
        return try BytePairVocabulary(encoding, tiktoken: ByteBuffer(string: lines.joined()), isWhole: false)
    }

    @Test func `texts have as many tokens as tiktoken gives them`() {
        guard let cl100k = Self.cl100k, let o200k = Self.o200k else { return }
        for (text, old, new) in BytePairVectors.all {
            #expect(cl100k.count(text) == old, "\(text.debugDescription)")
            #expect(o200k.count(text) == new, "\(text.debugDescription)")
        }
    }

    @Test func `pairs of the lowest rank are merged first, from the left`() throws {
        let small = try Self.small(["ab", "bc", "abc", "aa", "aaaa"])
        #expect(small.count("abc") == 1)
        #expect(small.count("abcd") == 2)
        #expect(small.count("bcbc") == 2)
        #expect(small.count("aaaaa") == 2)
        #expect(small.count("aaabc") == 2)
        #expect(small.count("") == 0)
    }

    @Test func `long pieces are counted as short ones are`() throws {
        let small = try Self.small(["ab", "bc", "abc", "aa", "aaaa", "ca", "bb"])
        var random = SplitMix64(seed: 5)
        for _ in 0..<40 {
            let letters = (0..<200).map { _ in ["a", "b", "c"][Int(random.next() % 3)] }
            let text = letters.joined()
            #expect(small.count(text) == Self.slow(text, small), "\(text)")
        }
    }

    /// As it is written in books.
    private static func slow(_ text: String, _ vocabulary: BytePairVocabulary) -> Int {
        var parts = text.utf8.map { [$0] }
        while true {
            let ranks = zip(parts, parts.dropFirst()).map { left, right in
                (left + right).withUnsafeBufferPointer { vocabulary.rank($0) } ?? .max
            }
            guard let least = ranks.min(), least != .max, let place = ranks.firstIndex(of: least) else {
                return parts.count
            }
            parts[place] += parts.remove(at: place + 1)
        }
    }

    @Test func `a million equal letters take no time to speak of`() throws {
        let small = try Self.small(["aa", "aaaa", "aaaaaaaa"])
        let clock = ContinuousClock()
        let text = String(repeating: "a", count: 1 << 18)
        let time = clock.measure { #expect(small.count(text) == 1 << 15) }
        // Two hundred thousand letters looked through for each merge would be minutes, also in a debug build.
        #expect(time < .seconds(30))
    }

    @Test(arguments: [
        (
            "I'll DON'T  x\n\n y \u{301}ab ABCdefGHI'S 12345 !?/\n/z\u{A0}\u{A0}",
            [
                "I", "'ll", " DON", "'T", " ", " x", "\n\n", " y", " \u{301}", "ab", " ABCdefGHI", "'S", " ", "123",
                "45",
                " !?/\n", "/z", "\u{A0}\u{A0}",
            ],
            [
                "I'll", " DON'T", " ", " x", "\n\n", " y", " \u{301}ab", " ABCdef", "GHI'S", " ", "123", "45",
                " !?/\n/",
                "z", "\u{A0}\u{A0}",
            ]
        ),
        ("  end \n ", [" ", " end", " \n "], [" ", " end", " \n", " "]),
        (
            "\u{1C5}ungla \u{2B0}hi \u{AA}\u{BA}X\u{93E}Y",
            ["\u{1C5}ungla", " \u{2B0}hi", " \u{AA}\u{BA}X", "\u{93E}Y"],
            ["\u{1C5}ungla", " \u{2B0}hi", " \u{AA}\u{BA}X\u{93E}", "Y"]
        ),
    ])
    func `texts are parted as the patterns part them`(_ text: String, _ old: [String], _ new: [String]) throws {
        let cl100k = try Self.small([], .cl100k).pieces(text)
        #expect(cl100k.map(\.unicodeScalars.count) == old.map(\.unicodeScalars.count), "\(cl100k)")
        let o200k = try Self.small([], .o200k).pieces(text)
        #expect(o200k.map(\.unicodeScalars.count) == new.map(\.unicodeScalars.count), "\(o200k)")
    }

    @Test(arguments: [
        ("", "has no token for the byte 0 alone"), ("IQ== 1\n", "has another rank than 0 on line 1"),
        ("IQ==\n", "has no token in base64 and rank on line 1"),
        ("I! 0\n", "has no token in base64 and rank on line 1"),
        ("IQ== 0\nIQ== 1\n", "has the token of line 2 twice"), ("AA== 0\n", "has no token for the byte 1 alone"),
    ])
    func `what is no vocabulary is refused with the line`(_ text: String, _ reason: String) {
        #expect(throws: BytePairVocabulary.Failure(reason: reason)) {
            try BytePairVocabulary(.cl100k, tiktoken: ByteBuffer(string: text), isWhole: false)
        }
    }

    @Test func `a vocabulary under another's name is refused`() throws {
        let lines = (UInt8.min...UInt8.max).map { "\(Data([$0]).base64EncodedString()) \($0)\n" }.joined()
        #expect(throws: BytePairVocabulary.Failure(reason: "holds 256 tokens, and cl100k_base has 100256")) {
            try BytePairVocabulary(.cl100k, tiktoken: ByteBuffer(string: lines))
        }
    }

    @Test(
        arguments: [
            ("gpt-4o", .o200k), ("gpt-4o-mini-2024-07-18", .o200k), ("gpt-5.6-sol", .o200k), ("o3", .o200k),
            ("gpt-4", .cl100k), ("gpt-4-turbo", .cl100k), ("gpt-4.1-nano", .o200k),
            ("ft:gpt-4o-mini-2024-07-18:acme::x", .o200k),
            ("text-embedding-3-small", .cl100k), ("gpt-6.1", nil), ("o1x", nil), ("claude-sonnet-4-5", nil),
        ] as [(String, BytePairEncoding?)])
    func `models are known by their names`(_ model: String, _ encoding: BytePairEncoding?) {
        #expect(VocabularyNames.encoding(kind: "openai", model: model) == encoding)
        #expect(VocabularyNames.encoding(kind: "azure-openai", model: model) == nil)
    }

    @Test func `models of the configuration go before those that are known`() throws {
        let old = try Self.small([], .cl100k)
        let new = try Self.small([], .o200k)
        let table = VocabularyTable([
            .init(vocabulary: old, models: ["own/llama*", "openai/gpt-4o-odd"]), .init(vocabulary: new, models: []),
        ])
        func encoding(_ id: String, _ kind: String, _ model: String) -> BytePairEncoding? {
            table.vocabulary(id: id, kind: kind, model: model)?.encoding
        }
        #expect(encoding("own", "openai-compatible", "llama-3") == .cl100k)
        #expect(encoding("own", "openai-compatible", "gpt-4o") == nil)
        #expect(encoding("openai", "openai", "gpt-4o") == .o200k)
        #expect(encoding("openai", "openai", "gpt-4o-odd") == .cl100k)
        #expect(VocabularyTable.empty.vocabulary(id: "openai", kind: "openai", model: "gpt-4o") == nil)
    }
}
