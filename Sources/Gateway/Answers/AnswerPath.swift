/// What a path asks of a kept answer.
package struct AnswerPath: Sendable, Equatable {
    /// Which of what is kept of it.
    package enum Part: String, Sendable, Equatable {
        case answer = ""
        case inputItems = "input_items"
        case cancel
    }

    package var id: String
    package var part: Part

    package init(id: String, part: Part) {
        self.id = id
        self.part = part
    }
}
