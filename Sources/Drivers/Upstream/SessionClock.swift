import NIOCore

/// The limits of time of a connection that has left HTTP: one for silence, one for all of it. Times come from outside.
struct SessionClock: Sendable {
    /// What is to be done at a time.
    enum Due: Equatable {
        case nothing
        /// To be said once; the connection then has a moment to end properly.
        case silent, tooLong
        case close
    }

    /// How long an end may take: what was sent last has to leave, and what is overdue has to be told.
    static let lastWords = TimeAmount.seconds(5)

    private let idle: TimeAmount
    private var deadline: NIODeadline
    private var isEnding = false

    init(idle: TimeAmount, now: NIODeadline) {
        self.idle = idle
        deadline = now + idle
    }

    /// Something went one way or the other.
    mutating func touch(_ now: NIODeadline) { if !isEnding { deadline = now + idle } }

    /// The connection is being closed.
    mutating func end(_ now: NIODeadline) {
        isEnding = true
        deadline = now + Self.lastWords
    }

    /// - Parameter end: when all of it must be over.
    mutating func due(_ now: NIODeadline, end: NIODeadline) -> Due {
        if isEnding { return now > deadline ? .close : .nothing }
        guard now > min(deadline, end) else { return .nothing }
        self.end(now)
        return now > end ? .tooLong : .silent
    }
}
