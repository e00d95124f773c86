/// The order of the pipeline. `Recorder` stands outside of all: refusals are calls too.
enum Assembly {
    static func stages(_ running: RunningCalls) -> [any Stage] {
        [
            Admit(running)  // before anything is read from a store
        ]
    }
}
