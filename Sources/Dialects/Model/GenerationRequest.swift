package import Wire

/// A request for generated text, in no provider's form.
///
/// OpenAI's chat form cannot hold signed thinking, cache markers or interleaved tool results, so it is not
/// the canonical one. A nil member was not given by the caller; `preserved` holds what has no place here.
package struct GenerationRequest: Sendable, Equatable {
    package var model: String
    package var messages: [Message]
    package var tools: [Tool] = []
    package var toolChoice: ToolChoice?
    package var parallelToolCalls: Bool?
    package var output: OutputFormat?
    package var reasoning: ReasoningRequest?
    package var sampling = Sampling()
    /// Upper bound of generated tokens, reasoning included.
    package var maxOutputTokens: Int?
    /// How many answers are wanted; nil is one.
    package var candidateCount: Int?
    package var logprobs: LogprobsRequest?
    /// `text`, `audio`, `image` in lower case.
    package var modalities: [String]?
    package var audio: AudioOutput?
    /// Who the caller's own user is (OpenAI `user`, `safety_identifier`; Anthropic `metadata.user_id`).
    package var endUser: String?
    package var serviceTier: String?
    /// What the call may cost at the most, in USD; for the gateway itself.
    package var maxCostUSD: NumberText?
    /// By which policy the target is chosen; for the gateway itself.
    package var routingPolicy: String?
    /// Whether the cheapest target that can do it goes first; for the gateway itself.
    package var prefersLowCost: Bool?
    package var stream = false
    /// Whether the caller asked for the usage chunk of a stream.
    package var includeUsage = false
    /// Members meant for one dialect, given by the caller under its name (`extra_body.google`, `anthropic`, …).
    package var providerOptions: [Preserved] = []
    package var preserved: Preserved?

    package init(model: String, messages: [Message]) {
        self.model = model
        self.messages = messages
    }
}

/// One turn of the conversation: ordered parts said in one role.
package struct Message: Sendable, Equatable {
    /// Who speaks.
    package enum Role: String, Sendable, Equatable { case system, developer, user, assistant, tool }

    package var role: Role
    package var parts: [Part]
    package var name: String?
    package var preserved: Preserved?

    package init(role: Role, parts: [Part], name: String? = nil, preserved: Preserved? = nil) {
        self.role = role
        self.parts = parts
        self.name = name
        self.preserved = preserved
    }
}

/// How tokens are drawn. Absent members are left to the provider.
package struct Sampling: Sendable, Equatable {
    package var temperature: NumberText?
    package var topP: NumberText?
    package var topK: NumberText?
    package var frequencyPenalty: NumberText?
    package var presencePenalty: NumberText?
    package var seed: NumberText?
    package var stop: [String]?

    package init() {}
}

/// The form the answer must take.
package enum OutputFormat: Sendable, Equatable {
    case text
    case jsonObject
    case jsonSchema(JSONSchemaFormat)
}

/// A schema the answer must fit.
package struct JSONSchemaFormat: Sendable, Equatable {
    package var name: String?
    package var description: String?
    package var schema: JSONValue
    package var strict: Bool?

    package init(name: String? = nil, description: String? = nil, schema: JSONValue, strict: Bool? = nil) {
        self.name = name
        self.description = description
        self.schema = schema
        self.strict = strict
    }
}

/// How much the model may think. Effort and budget are two ways to say it; a codec maps one to the other.
package struct ReasoningRequest: Sendable, Equatable {
    /// `none`, `minimal`, `low`, `medium`, `high`, `xhigh`, … as the caller wrote it.
    package var effort: String?
    /// Tokens. 0 is off, -1 is "as the model likes" (Gemini's dynamic budget, Anthropic's adaptive thinking).
    package var budget: Int?
    /// Whether reasoning text is wanted in the answer.
    package var includeText: Bool?
    package var preserved: Preserved?

    package init(
        effort: String? = nil, budget: Int? = nil, includeText: Bool? = nil, preserved: Preserved? = nil
    ) {
        self.effort = effort
        self.budget = budget
        self.includeText = includeText
        self.preserved = preserved
    }
}

/// Asks for the log probabilities of the answer's tokens.
package struct LogprobsRequest: Sendable, Equatable {
    /// Alternatives per token; nil is none.
    package var top: Int?
    package init(top: Int? = nil) { self.top = top }
}

/// How spoken output is wanted.
package struct AudioOutput: Sendable, Equatable {
    package var voice: JSONValue?
    package var format: String?

    package init(voice: JSONValue? = nil, format: String? = nil) {
        self.voice = voice
        self.format = format
    }
}
