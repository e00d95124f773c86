extension GenerationCall {
    /// Whether two providers may work on it, or one twice. Forms cannot be sent twice, and what is drawn, spoken or kept
    /// should not be made twice.
    var mayBeAskedTwice: Bool {
        (call.operation == .generate || call.operation == .embed) && call.record.rest == nil
    }
}
