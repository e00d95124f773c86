import Gateway
import Testing

/// Who is given which variant.
struct AssignmentTests {
    private func experiment(_ name: String, _ weights: [Int]) -> Experiment {
        Experiment(
            name: name, model: "smart",
            variants: weights.enumerated().map { index, weight in
                .init(name: "v\(index)", target: .init(provider: "p", model: "m\(index)", weight: weight))
            }, goal: .cost)
    }

    /// These came out when the experiment began; another rule would give users another variant in the middle of it.
    @Test func `a unit keeps its variant over versions and gateways`() {
        let experiment = experiment("cheaper-summaries", [50, 50])
        let given = (0..<16).map { String(Assignment.variant(of: "user-\($0)", in: experiment)) }.joined()
        #expect(given == "0011100100100011")
    }

    @Test func `shares are those of the weights, and experiments are independent`() {
        let (one, other) = (experiment("one", [90, 10]), experiment("other", [90, 10]))
        let units = (0..<20_000).map { "user-\($0)" }
        let second = units.filter { Assignment.variant(of: $0, in: one) == 1 }
        #expect((1_850...2_150).contains(second.count))
        // Of those a tenth is in the second variant of the other experiment too.
        #expect((140...260).contains(second.count { Assignment.variant(of: $0, in: other) == 1 }))
    }

    @Test(arguments: [0, 1])
    func `a share that grows takes nobody's variant away who has it, and gives back what it took`(_ winner: Int) {
        let experiment = experiment("grow", [90, 10])
        let units = (0..<20_000).map { "user-\($0)" }
        var before = Set(units.filter { Assignment.variant(of: $0, in: experiment) == winner })
        let base = before
        for percent in [10, 25, 50, 95, 100] {
            let growth = Assignment.Growth(variant: winner, share: Share(parts: percent * 1_000))
            let now = Set(units.filter { Assignment.variant(of: $0, in: experiment, growth: growth) == winner })
            #expect(now.isSuperset(of: before), "\(percent)")
            let wanted = max(percent * 200, winner == 0 ? 18_000 : 2_000)
            #expect(abs(now.count - wanted) < 400, "\(percent): \(now.count)")
            before = now
        }
        #expect(before.count == units.count)
        #expect(Set(units.filter { Assignment.variant(of: $0, in: experiment) == winner }) == base)
    }

    @Test func `a variant without weight gets nobody`() {
        let experiment = experiment("e", [0, 5])
        #expect((0..<200).allSatisfy { Assignment.variant(of: "\($0)", in: experiment) == 1 })
    }
}
