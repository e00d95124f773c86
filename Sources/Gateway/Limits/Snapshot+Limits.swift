package import NIOCore

extension Snapshot {
    /// What the gateway admits.
    package struct Limits: Sendable {
        /// Bytes.
        package var body = 32 << 20
        package var jsonDepth = 64
        /// Calls at once over all keys; nil: no limit.
        package var concurrent: Int?
        /// Over all keys; nil: no limit.
        package var requestsPerMinute: Int?
        package var tokensPerMinute: Int?
        /// By name.
        package var teams: [String: RateLimits] = [:]
        package var models: [ModelLimits] = []
        /// Of each caller's address.
        package var address = RateLimits.none
        /// nil: a call for which there is no place is refused at once.
        package var queue: Queue?
        package var bounds = RequestBounds()

        package init() {}

        /// Whether anything here, beside what keys have of their own, limits calls.
        var limitsCalls: Bool {
            concurrent != nil || requestsPerMinute != nil || tokensPerMinute != nil || !address.isNone
                || !models.isEmpty || !teams.isEmpty
        }
    }

    /// The line of calls for which there is no place.
    package struct Queue: Sendable, Equatable {
        /// Calls.
        package var length: Int
        /// How long each may wait.
        package var wait: TimeAmount

        package init(length: Int, wait: TimeAmount) {
            self.length = length
            self.wait = wait
        }
    }

    /// What is limited together: all models that a pattern fits.
    package struct ModelLimits: Sendable, Equatable {
        /// `smart`, `openai/gpt-4o`, `openai/*`.
        package var pattern: String
        package var limits: RateLimits

        package init(pattern: String, limits: RateLimits) {
            self.pattern = pattern
            self.limits = limits
        }

        func fits(_ name: String) -> Bool { ModelAccess.fits(pattern, name) }
    }
}
