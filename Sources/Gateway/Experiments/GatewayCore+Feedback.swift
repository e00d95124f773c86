package import Wire

extension GatewayCore {
    /// What may stand in a feedback.
    package static let feedbackMembers = ["call", "score"]

    /// How good an answer was, by the key whose call it was. Counts once for each call; without effect on calls that were in
    /// no experiment.
    package func takeFeedback(
        _ body: JSONValue, from principal: Principal
    ) async throws(GatewayError) -> JSONValue {
        let given = try AdminMembers(body, known: Self.feedbackMembers)
        guard let id = try given.text("call") else { throw AdminMembers.wrong("call", "\"call\" is missing.") }
        let score = try Self.score(given["score"])
        guard let intent = try await rows(ofCall: id, for: principal).last?.intent else { throw Self.noCall(id) }
        guard let names = CallExperiment.names(in: intent.tags),
            let experiment = snapshot.experiments.experiment(named: names.experiment),
            let variant = experiment.variant(named: names.variant),
            let answer = experiments.addFeedback(
                score, of: (id, intent.time), to: variant, in: experiment, at: now)
        else { return Self.told(id, score, isCounted: false, nil) }
        switch answer {
        case .isNew: return Self.told(id, score, isCounted: true, names)
        case .wasGiven:
            throw GatewayError(
                .conflict, "The call \"\(id)\" has had its feedback.", hint: "Each call has one; the first counts.",
                param: "call")
        case .isTooLate:
            throw GatewayError(
                .conflict, "It is too late for feedback on the call \"\(id)\".",
                hint:
                    "Send it soon after the answer: of calls this old it is not known any more whether they had theirs.",
                param: "call")
        }
    }

    /// Thousandths. Statistics, not money, hence read as a floating-point number.
    private static func score(_ value: JSONValue?) throws(GatewayError) -> Int {
        if value?.string == "up" || value?.bool == true { return 1_000 }
        if value?.string == "down" || value?.bool == false { return 0 }
        guard let score = value?.double, (0...1).contains(score) else {
            throw AdminMembers.wrong("score", "\"score\" must be a number from 0 to 1, \"up\" or \"down\".")
        }
        return Int((score * 1_000).rounded())
    }

    private static func told(
        _ id: String, _ score: Int, isCounted: Bool, _ names: (experiment: String, variant: String)?
    ) -> JSONValue {
        [
            "object": "feedback", "call": .string(id), "score": .double(Double(score) / 1_000),
            "counted": .bool(isCounted), "experiment": names.map { .string($0.experiment) } ?? .null,
            "variant": names.map { .string($0.variant) } ?? .null,
        ]
    }
}
