/// Text that must not be seen: it prints as ‹redacted› wherever it is interpolated, dumped or logged.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    package init(_ value: String) { self.value = value }

    /// The text itself, for the one place that sends or compares it.
    package func reveal() -> String { value }

    /// Compares in a time that depends on the lengths alone.
    func isEqual(to other: Secret) -> Bool {
        var (own, others) = (value, other.value)
        return own.withUTF8 { own in
            others.withUTF8 { others in
                guard own.count == others.count else { return false }
                var difference: UInt8 = 0
                for index in own.indices { difference |= own[index] ^ others[index] }
                return difference == 0
            }
        }
    }

    package var isEmpty: Bool { value.isEmpty }
    package var description: String { "‹redacted›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
