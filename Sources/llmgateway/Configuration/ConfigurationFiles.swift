import Gateway
import NIOCore
import Synchronization

/// The files a configuration is made from beside itself: each is read once, and remembered so that a change is noticed.
final class ConfigurationFiles: Sendable {
    private let readFile: @Sendable (String) -> SettingsCheck.Surroundings.FileText
    private let names = Mutex<[String]>([])
    let shelf: VocabularyShelf

    init(
        _ readFile: @escaping @Sendable (String) -> SettingsCheck.Surroundings.FileText, shelf: VocabularyShelf
    ) {
        self.readFile = readFile
        self.shelf = shelf
    }

    /// Paths of what has been read, or would have been if it were there.
    var read: [String] { names.withLock { $0 } }

    func bytes(of path: String) -> Result<ByteBuffer, ConfigurationFileFailure> {
        names.withLock { names in if !names.contains(path) { names.append(path) } }
        switch readFile(path) {
        case .text(let text): return .success(ByteBuffer(string: text))
        case .failure(let reason): return .failure(ConfigurationFileFailure(reason: reason))
        }
    }
}

struct ConfigurationFileFailure: Error {
    let reason: String
}

/// Vocabularies that have been made: one that did not change is not made again when the configuration is read again.
final class VocabularyShelf: Sendable {
    private let made = Mutex<[String: (sum: String, vocabulary: BytePairVocabulary)]>([:])

    func vocabulary(
        at path: String, _ encoding: BytePairEncoding, _ bytes: ByteBuffer
    ) throws(BytePairVocabulary.Failure) -> BytePairVocabulary {
        let sum = "\(encoding.rawValue) \(PriceList.sum(of: bytes))"
        if let known = made.withLock({ $0[path] }), known.sum == sum { return known.vocabulary }
        let vocabulary = try BytePairVocabulary(encoding, tiktoken: bytes)
        made.withLock { $0[path] = (sum, vocabulary) }
        return vocabulary
    }
}
