/// The order of the pipeline. `GatewayCore.run` stands outside of all and records: refusals are calls too.
enum Assembly {
    static func stages(_ admit: Admit) -> [any Stage] {
        [
            admit  // before anything is read from a store
        ]
    }
}
