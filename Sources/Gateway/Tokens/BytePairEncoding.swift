/// How texts become tokens: which vocabulary, and how a text is parted before it is looked up.
package enum BytePairEncoding: String, Sendable, CaseIterable {
    case cl100k = "cl100k_base"
    case o200k = "o200k_base"

    /// Tokens in its file, by which one file is told from the other.
    var size: Int {
        switch self {
        case .cl100k: 100_256
        case .o200k: 199_998
        }
    }

    /// Where the piece ends that begins at `start`; there is one.
    func end(ofPieceAt start: Int, in text: UTF8Classes) -> Int {
        switch self {
        case .cl100k: CL100KPieces.end(at: start, in: text)
        case .o200k: O200KPieces.end(at: start, in: text)
        }
    }
}
