/// Tells when a target's breaker has changed, from one look to the next: a call that opens one has no time to say so.
package struct BreakerWatch {
    /// A target whose breaker is in another state than when it was last looked at.
    package struct Change: Equatable {
        package var target: String
        package var before: String
        package var state: String

        package var isAiling: Bool { state == "open" || state == "half_open" || state == "forced_open" }

        package var text: String {
            let meaning =
                switch state {
                case "open": "nobody is sent there for a while"
                case "half_open": "one call at a time tries whether it is well"
                case "forced_open": "an operator has it left alone"
                case "forced_closed": "an operator has it asked whatever comes back"
                default: "it is asked again"
                }
            return "The circuit breaker of \(target) is \(state), was \(before): \(meaning)."
        }
    }

    private var states: [String: String] = [:]

    package init() {}

    /// - Parameter now: the state of each target that has been asked, by its name; those not seen before were closed.
    package mutating func changes(in now: [(target: String, state: String)]) -> [Change] {
        let changes = now.compactMap { target, state -> Change? in
            let before = states[target] ?? "closed"
            return before == state ? nil : Change(target: target, before: before, state: state)
        }
        states = Dictionary(now) { _, last in last }
        return changes
    }
}

extension GatewayCore {
    package var breakerStates: [(target: String, state: String)] {
        snapshot.providers.flatMap { provider in
            provider.standing.breakerStates.map { ("\(provider.id)/\($0.model)", $0.state) }
        }
    }
}
