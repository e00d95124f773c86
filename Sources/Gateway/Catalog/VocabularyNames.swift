/// Which of OpenAI's models count by which vocabulary, as tiktoken's `model.py` says it. A model that is not known to use
/// one is counted by none: its tokens are estimated.
enum VocabularyNames {
    static func encoding(kind: String, model: String) -> BytePairEncoding? {
        guard kind == "openai" else { return nil }
        // `ft:gpt-4o-mini-2024-07-18:org::id` counts as its base does.
        let base = model.hasPrefix("ft:") ? String(model.dropFirst(3).prefix { $0 != ":" }) : model
        let name = base + "-"
        return beginnings.first { name.hasPrefix($0.name) }?.encoding
    }

    /// The longer before the shorter.
    private static let beginnings: [(name: String, encoding: BytePairEncoding)] = [
        ("gpt-5", .o200k), ("gpt-4.5-", .o200k), ("gpt-4.1-", .o200k), ("gpt-4o-", .o200k), ("chatgpt-4o-", .o200k),
        ("o1-", .o200k), ("o3-", .o200k), ("o4-mini-", .o200k), ("gpt-oss-", .o200k),
        ("gpt-4-", .cl100k), ("gpt-3.5-turbo-", .cl100k), ("text-embedding-3-small-", .cl100k),
        ("text-embedding-3-large-", .cl100k), ("text-embedding-ada-002-", .cl100k), ("davinci-002-", .cl100k),
        ("babbage-002-", .cl100k),
    ]
}
