/// What the path of a request says of what its body says elsewhere: Gemini's and Azure's paths name the model.
package struct PathFacts: Sendable, Equatable {
    /// nil: the body names it.
    package var model: String?
    /// nil: the body says it.
    package var isStream: Bool?
    /// Whether a stream is to be one JSON array (Gemini without `alt=sse`).
    package var isArray = false

    /// Whether the prompt goes to several models, see `ComparisonRequest`.
    package var isComparison = false

    /// Which answer that was kept.
    package var answer: AnswerPath?
    /// Which files or batches.
    package var job: JobPath?

    /// Whether it leads to something else than one model.
    var isApart: Bool { answer != nil || job != nil || isComparison }

    package static let none = PathFacts()

    package init(
        model: String? = nil, isStream: Bool? = nil, isArray: Bool = false, answer: AnswerPath? = nil,
        job: JobPath? = nil, isComparison: Bool = false
    ) {
        self.isComparison = isComparison
        self.job = job
        self.answer = answer
        self.model = model
        self.isStream = isStream
        self.isArray = isArray
    }
}
