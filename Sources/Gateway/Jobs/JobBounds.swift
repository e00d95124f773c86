/// How large files may be, and how long they are kept.
package struct FileKeeping: Sendable, Equatable {
    /// Of one that is sent.
    package var maxBytes = 32 << 20
    /// Of all together; results of batches count, and are written all the same.
    package var maxTotalBytes = 4 << 30
    /// Seconds.
    package var maxAge = 30 * 86_400

    package init() {}
}

/// How batches are run.
package struct BatchRunning: Sendable, Equatable {
    /// Lines at once, of all batches together.
    package var concurrency = 8
    package var maxLines = 50_000

    package init() {}
}
