package import NIOCore

/// When a second attempt begins beside one that has not answered yet.
package struct HedgeRule: Sendable, Equatable {
    /// How long the first attempt is waited for.
    package enum Delay: Sendable, Equatable {
        case after(TimeAmount)
        /// As long as all but a twentieth of the target's answers took to begin.
        case p95
    }

    package var delay: Delay

    package init(delay: Delay) { self.delay = delay }
}
