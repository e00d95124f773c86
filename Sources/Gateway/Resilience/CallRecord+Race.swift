extension CallRecord {
    /// A record for an attempt beside the one under way here, which counts as billed until it has ended.
    func fork() -> CallRecord {
        let fork = CallRecord()
        fork.model = model
        fork.isStream = isStream
        fork.attemptCount = attemptCount
        fork.earlier = earlier
        fork.last = last
        fork.rates = rates
        fork.route = route
        fork.earlierTurns = earlierTurns
        fork.experiment = experiment
        // One copy is enough.
        fork.isShadowed = true
        fork.body = body
        fork.document = document
        return fork
    }

    /// Puts in what has become of the attempts of a fork, and of those here since.
    /// - Parameters:
    ///   - before: how many of the fork's attempts are from before it was made; they stand there as they were then.
    ///   - won: whether the reply is the fork's.
    func join(_ fork: CallRecord, before: Int, won: Bool) {
        let own = attempts
        let others = fork.attempts.dropFirst(before)
        guard won else {
            // The last one is that of the reply.
            earlier = own.dropLast() + others
            attemptCount = own.count + others.count
            return
        }
        let all = own + others
        guard let last = all.last else { return }
        earlier = all.dropLast()
        self.last = last
        attemptCount = all.count
        provider = fork.provider
        targetModel = fork.targetModel
        code = fork.code
        cause = fork.cause
        finish = fork.finish
        losses = fork.losses
        firstByte = fork.firstByte
        wasted = fork.wasted
        credential = fork.credential
        isRelay = fork.isRelay
        estimate = fork.estimate
        upstreamRequestID = fork.upstreamRequestID
    }
}
