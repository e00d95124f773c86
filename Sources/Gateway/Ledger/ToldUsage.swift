package import Dialects

/// The usage of an attempt, kept once: its record, its settlement and the ledger hand it on, and it is large.
package final class ToldUsage: Sendable, Equatable {
    package let usage: Usage

    package init(_ usage: Usage) { self.usage = usage }

    package static func == (one: ToldUsage, other: ToldUsage) -> Bool { one.usage == other.usage }
}
