/// A count that may be unknown, in the room of the number alone: usage has more than a dozen, and is copied with every event.
@propertyWrapper
package struct TokenTally: Sendable, Equatable {
    /// The lowest number stands for none: nobody counts to it.
    private var stored = Int.min

    package init() {}

    package var wrappedValue: Int? {
        @inline(__always) get { stored == .min ? nil : stored }
        @inline(__always) set { stored = newValue ?? .min }
    }
}
