package import Wire

/// A batch run by the gateway.
package struct StoredBatch: KeptRecord, Equatable {
    /// As OpenAI names them.
    package enum Status: String, Sendable, CaseIterable {
        case validating, failed, finalizing, completed, expired, cancelling, cancelled
        case inProgress = "in_progress"

        /// Nothing changes any more.
        package var isFinal: Bool {
            switch self {
            case .failed, .completed, .expired, .cancelled: true
            case .validating, .inProgress, .finalizing, .cancelling: false
            }
        }
    }

    /// Of lines: all, those answered well, and the others that have ended.
    package struct Counts: Sendable, Equatable {
        package var total = 0
        package var completed = 0
        package var failed = 0

        package init(total: Int = 0, completed: Int = 0, failed: Int = 0) {
            self.total = total
            self.completed = completed
            self.failed = failed
        }
    }

    package var id: String
    package var owner: String
    package var endpoint: BatchEndpoint
    package var inputFile: String
    /// As the caller said it.
    package var window: String
    package var metadata = JSONValue.null
    package var created: Int
    package var expires: Int
    /// Where results are written from the first line on. Callers are told of a file when the batch has ended and it
    /// holds something.
    package var outputFile: String
    package var errorFile: String
    /// How long these are kept, in seconds.
    package var outputAge: Int

    package var status = Status.validating
    /// When each status began.
    package var times: [Status: Int] = [:]
    package var counts = Counts()
    package var problems: [BatchProblem] = []
    /// Its window ended before its lines did.
    package var isOverdue = false
    package var hasOutput = false
    package var hasErrors = false

    package init(
        id: String, owner: String, endpoint: BatchEndpoint, inputFile: String, window: String, created: Int,
        expires: Int, outputFile: String, errorFile: String, outputAge: Int
    ) {
        self.id = id
        self.owner = owner
        self.endpoint = endpoint
        self.inputFile = inputFile
        self.window = window
        self.created = created
        self.expires = expires
        self.outputFile = outputFile
        self.errorFile = errorFile
        self.outputAge = outputAge
    }
}
