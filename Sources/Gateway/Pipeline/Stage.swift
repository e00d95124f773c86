/// One step around a call. `next` returns after the last byte, so `defer` spans the stream.
package protocol Stage: Sendable {
    func run(_ call: GenerationCall, reply: any ReplyWriter, next: Next) async throws(GatewayError)
}

/// What comes after a stage: the stages that follow, then the engine.
package struct Next: Sendable {
    let stages: [any Stage]
    let position: Int
    let engine: Engine

    package func callAsFunction(_ call: GenerationCall, reply: any ReplyWriter) async throws(GatewayError) {
        guard position < stages.count else { return try await engine.run(call, reply: reply) }
        let rest = Next(stages: stages, position: position + 1, engine: engine)
        try await stages[position].run(call, reply: reply, next: rest)
    }
}
