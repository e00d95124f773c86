import Wire

/// What OpenAI's two forms both have, and hardly anybody else: members that mean the same under the same name.
enum OpenAIShared {
    private static let members = ["prompt_cache_key", "prompt_cache_retention"]

    /// Takes out what the other of the two forms kept, in chat's words.
    static func take(from preserved: inout Preserved?) -> JSONObject {
        var taken = JSONObject()
        guard var rest = preserved, rest.dialect == .openAIResponses else { return taken }
        for name in members { taken[name] = rest.members.remove(name) }
        if var text = rest.members["text"]?.object, let verbosity = text.remove("verbosity") {
            taken["verbosity"] = verbosity
            rest.members["text"] = text.isEmpty ? nil : .object(text)
        }
        preserved = rest.members.isEmpty ? nil : rest
        return taken
    }

    /// The same the other way: what chat kept, in the words of Responses.
    static func takeChat(from preserved: inout Preserved?) -> JSONObject {
        var taken = JSONObject()
        guard var rest = preserved, rest.dialect == .openAIChat else { return taken }
        for name in members { taken[name] = rest.members.remove(name) }
        taken["metadata"] = rest.members.remove("metadata")
        if let verbosity = rest.members.remove("verbosity") { taken["text"] = ["verbosity": verbosity] }
        preserved = rest.members.isEmpty ? nil : rest
        return taken
    }
}
