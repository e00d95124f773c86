/// The order of the pipeline. `GatewayCore.run` stands outside of all and records: refusals are calls too.
enum Assembly {
    static func stages(_ running: RunningCalls) -> [any Stage] {
        [
            Admit(running)  // before anything is read from a store
        ]
    }
}
