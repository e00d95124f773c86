package import Wire

/// A wire form described by data: how a request is made from one in OpenAI's chat form, and where an answer says what.
///
/// For APIs nobody has written a codec for (`kind: http`).
package struct TemplateForm: Sendable, Equatable {
    /// Where an answer, or an event of a stream, says what.
    package struct Places: Sendable, Equatable {
        package var text: JSONPointer
        package var reasoning: JSONPointer?
        /// A list in OpenAI's form.
        package var toolCalls: JSONPointer?
        package var finishReason: JSONPointer?
        /// Where something true says that the answer is whole.
        package var done: JSONPointer?
        package var inputTokens: JSONPointer?
        package var outputTokens: JSONPointer?
        package var id: JSONPointer?
        package var model: JSONPointer?
        /// The message of an error.
        package var error: JSONPointer?
        /// Where something true says that the text is none.
        package var silent: JSONPointer?
        /// Whether an answer in one piece that gives no reason for its end is whole all the same.
        package var isWholeWithoutReason = false

        package init(text: JSONPointer) { self.text = text }

        /// Whether an answer says anything that is looked for.
        func leadsSomewhere(in own: JSONValue) -> Bool {
            [text, reasoning, toolCalls].contains { $0?.value(in: own) != nil }
        }

        /// What is said of a failure. An empty text, or false, where one would stand says that there is none.
        func errorText(in own: JSONValue) -> String? {
            switch error?.value(in: own) {
            case nil, .null?, .bool(false)?, .string("")?: nil
            case let value?: error?.text(in: own) ?? value.text
            }
        }
    }

    /// How it streams.
    package struct Stream: Sendable, Equatable {
        package var framing: StreamFraming
        package var places: Places

        package init(framing: StreamFraming, places: Places) {
            self.framing = framing
            self.places = places
        }
    }

    let request: ValueTemplate?
    /// Laid over the request where a stream is asked for.
    let streamRequest: ValueTemplate?
    package let answer: Places
    /// nil: it answers in one piece.
    package let stream: Stream?
    /// Its own words for why an answer ended, each with OpenAI's.
    package let finishReasons: [String: String]
    /// What of the request stands in the path or in fields.
    package var seenElsewhere: Set<TemplateSight> = []
    /// Whether a request has a body at all.
    package var hasBody = true

    /// - Parameters:
    ///   - request: a JSON value with slots; nil: the request as it is in OpenAI's form.
    ///   - streamRequest: members that a request for a stream has besides.
    package init(
        request: JSONValue?, streamRequest: JSONValue? = nil, answer: Places, stream: Stream? = nil,
        finishReasons: [String: String] = [:]
    ) {
        self.request = request.map(ValueTemplate.init)
        self.streamRequest = streamRequest.map(ValueTemplate.init)
        self.answer = answer
        self.stream = stream
        self.finishReasons = finishReasons
    }
}

/// What templates look at: a request in OpenAI's chat form, and a few things that follow from it.
package enum TemplateRequest {
    /// Adds `prompt` (all that was said, as one text), `system` (the instructions) and `last` (the last turn's text).
    package static func value(of base: JSONObject) -> JSONValue {
        let messages = base["messages"]?.array ?? []
        let said = messages.map { (role: $0["role"]?.string ?? "user", text: text(of: $0["content"])) }
        let instructions = said.filter { $0.role == "system" || $0.role == "developer" }
        var value = base
        if value["prompt"] == nil, !said.isEmpty {
            // One message speaks for itself; of several the model must see who said what, and whose turn it is.
            let turns = said.map { "\($0.role): \($0.text)" } + ["assistant:"]
            value["prompt"] = .string(said.count == 1 ? said[0].text : turns.joined(separator: "\n"))
        }
        if !instructions.isEmpty { value["system"] = .string(instructions.map(\.text).joined(separator: "\n")) }
        if let last = said.last { value["last"] = .string(last.text) }
        return .object(value)
    }

    /// The members that are made from `messages`.
    static let ofMessages = ["messages", "prompt", "system", "last"]

    private static func text(of content: JSONValue?) -> String {
        guard let content else { return "" }
        return content.string ?? (content.array ?? []).compactMap { $0["text"]?.string }.joined()
    }
}
