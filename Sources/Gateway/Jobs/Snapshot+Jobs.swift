extension Snapshot {
    /// What a form may have around its file.
    private static let formBytes = 64 << 10

    /// The largest body of a request: of one that brings a file, the file's own limit counts.
    package func bodyLimit(of operation: Operation) -> Int {
        operation == .files ? files.maxBytes + Self.formBytes : limits.body
    }
}
