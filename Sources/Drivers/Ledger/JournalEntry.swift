package import Gateway

/// What the journal holds, in the order in which it happened.
package enum JournalEntry: Sendable, Equatable {
    case held(AttemptNumber, AttemptIntent)
    case sent(AttemptNumber)
    case settled(AttemptNumber, Settlement)
}
