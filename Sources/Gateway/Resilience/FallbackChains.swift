/// Where a call goes when the model's own targets have failed, by why they have.
package struct FallbackChains: Sendable {
    /// The classes that may have a chain of their own.
    package static let classes: [FailureClass] = [.contextTooLong, .contentFilter, .rateLimit]

    private var byClass: [FailureClass: [ConfiguredModel.Target]]
    /// For whatever passes on to the next target, behind the class's own chain.
    private var any: [ConfiguredModel.Target]

    package init(byClass: [FailureClass: [ConfiguredModel.Target]] = [:], any: [ConfiguredModel.Target] = []) {
        self.byClass = byClass
        self.any = any
    }

    package var isEmpty: Bool { byClass.isEmpty && any.isEmpty }
    package var targets: [ConfiguredModel.Target] { byClass.values.flatMap(\.self) + any }

    /// - Parameter failure: nil: none of the targets could be asked.
    func chain(after failure: FailureClass?) -> [ConfiguredModel.Target] {
        guard let failure else { return any }
        let own = byClass[failure] ?? []
        // These are the caller's to know, unless somebody has said where they go.
        return failure == .contextTooLong || failure == .contentFilter ? own : own + any
    }
}
