package import Wire

/// Something the model may call.
package enum Tool: Sendable, Equatable {
    case function(FunctionTool)
    /// A web search run by the provider.
    case webSearch(WebSearch)
    /// A tool only its own dialect knows (computer use, code execution, custom grammar, …).
    case opaque(Opaque)
}

/// A function of the client that the model may call.
package struct FunctionTool: Sendable, Equatable {
    package var name: String
    package var description: String?
    /// JSON Schema of the arguments; nil means none are taken.
    package var parameters: JSONValue?
    package var strict: Bool?
    package var cacheMarker: CacheMarker?
    package var preserved: Preserved?

    package init(
        name: String, description: String? = nil, parameters: JSONValue? = nil, strict: Bool? = nil,
        cacheMarker: CacheMarker? = nil, preserved: Preserved? = nil
    ) {
        self.name = name
        self.description = description
        self.parameters = parameters
        self.strict = strict
        self.cacheMarker = cacheMarker
        self.preserved = preserved
    }
}

/// The provider's own web search.
package struct WebSearch: Sendable, Equatable {
    package var maxUses: Int?
    package var allowedDomains: [String]
    package var blockedDomains: [String]
    /// The tool as its own dialect wrote it.
    package var source: Opaque?

    package init(
        maxUses: Int? = nil, allowedDomains: [String] = [], blockedDomains: [String] = [], source: Opaque? = nil
    ) {
        self.maxUses = maxUses
        self.allowedDomains = allowedDomains
        self.blockedDomains = blockedDomains
        self.source = source
    }
}

/// Whether, and which, tools must be called.
package enum ToolChoice: Sendable, Equatable {
    case auto
    case none
    /// Some tool must be called.
    case required
    case function(String)
    /// One of these must or may be called (OpenAI `allowed_tools`, Gemini `allowedFunctionNames`).
    case allowed([String], required: Bool)
}
