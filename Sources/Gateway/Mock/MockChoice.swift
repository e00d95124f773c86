package import NIOCore

/// A scenario with the numbers its name may carry: `error-429-after-2`, `slow-50`.
package struct MockChoice: Sendable, Equatable {
    package var scenario: MockScenario
    /// Of `error-<status>`.
    package var status = 200
    /// Seconds for `retry-after`.
    package var retryAfter: Int?
    /// Before each piece of the answer.
    package var pause = TimeAmount.zero

    init(_ scenario: MockScenario) { self.scenario = scenario }

    /// nil: the mock has no such model. A pause is at most a minute, a wait at most an hour.
    package init?(name: String) {
        if let scenario = MockScenario(rawValue: name), scenario != .error, scenario != .slow {
            self.init(scenario)
            return
        }
        let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        switch parts.first {
        case "error":
            guard parts.count == 2 || parts.count == 4 && parts[2] == "after",
                let status = Self.number(parts[1], 400...599)
            else { return nil }
            self.init(.error)
            self.status = status
            retryAfter = status == 429 || status == 503 ? 7 : nil
            guard parts.count == 4 else { return }
            guard let seconds = Self.number(parts[3], 0...3_600) else { return nil }
            retryAfter = seconds
        case "slow":
            guard parts.count <= 2, let pause = Self.number(parts.count == 2 ? parts[1] : "200", 0...60_000) else {
                return nil
            }
            self.init(.slow)
            self.pause = .milliseconds(Int64(pause))
        default: return nil
        }
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            return nil
        }
        return range.contains(number) ? number : nil
    }
}
