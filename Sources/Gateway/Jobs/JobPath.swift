/// What a path asks of files or batches.
package enum JobPath: Sendable, Equatable {
    /// All of them, or a new one.
    case files
    case file(String)
    case content(String)
    case batches
    case batch(String)
    case cancel(String)

    /// The file or batch it is about.
    var id: String? {
        switch self {
        case .files, .batches: nil
        case .file(let id), .content(let id), .batch(let id), .cancel(let id): id
        }
    }

    /// Whether the id can stand in a path without leading to another place.
    var isPlain: Bool {
        guard let id else { return true }
        guard !id.isEmpty, id != ".", id != ".." else { return false }
        return id.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
    }

    /// What stands behind the endpoint's own path at a provider, `{segment}` in place of the id.
    var suffix: String {
        switch self {
        case .files, .batches: ""
        case .file, .batch: "/{segment}"
        case .content: "/{segment}/content"
        case .cancel: "/{segment}/cancel"
        }
    }

    /// A refusal of an id that is not there, or another's.
    func notFound(param: String? = nil) -> GatewayError {
        switch self {
        case .files, .file, .content:
            GatewayError(.fileNotFound, "There is no file \"\(id ?? "")\".", param: param ?? "file_id")
        case .batches, .batch, .cancel:
            GatewayError(.batchNotFound, "There is no batch \"\(id ?? "")\".", param: param ?? "batch_id")
        }
    }
}
