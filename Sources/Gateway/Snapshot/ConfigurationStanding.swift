import Synchronization

/// Which state of the configuration is in force, and what became of the last one that was to follow it.
package struct ConfigurationStanding: Sendable, Equatable {
    /// What was wrong with a configuration that was not taken.
    package struct Failure: Sendable, Equatable {
        /// Seconds since 1970.
        var time: Int
        /// How many things were wrong; the log has them.
        var problems: Int
        /// Those of the price list, which say nothing of the rest of the configuration.
        var ofPrices: [String]
    }

    /// Counts up from 1 with each that is taken.
    package var version = 1
    /// When it was taken, in seconds since 1970.
    package var since: Int
    /// nil: the last one that was read was taken.
    package var failure: Failure?

    mutating func take(at now: Int) {
        version += 1
        since = now
        failure = nil
    }
}

extension GatewayCore {
    /// A configuration was read again and is not taken; the one in force stays.
    /// - Parameters:
    ///   - problems: how many things are wrong with it.
    ///   - ofPrices: what is wrong with the price list; told to whoever may ask for the gateway's status.
    package func keepConfiguration(problems: Int, ofPrices: [String]) {
        standing.withLock {
            $0.failure = .init(time: now, problems: problems, ofPrices: Array(ofPrices.prefix(10)))
        }
    }
}
