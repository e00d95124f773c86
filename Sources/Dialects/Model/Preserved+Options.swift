import Wire

extension Preserved {
    /// What the gateway checks, prices and logs of a request, in lowerCamelCase: an option for one provider that said
    /// it otherwise would have one request authorised and another one sent.
    private static let decided: Set<String> = [
        "model", "messages", "contents", "stream", "streamOptions", "n", "candidateCount", "maxTokens",
        "maxCompletionTokens", "maxOutputTokens",
    ]

    static func isDecided(_ key: String) -> Bool { decided.contains(GeminiMembers.camelCase(key)) }

    /// The members of a provider's own options but for those that are decided, which are losses.
    ///
    /// - Parameter name: what the caller calls the options (`anthropic`).
    func options(named name: String, losses: inout Losses) -> JSONObject {
        var taken = JSONObject()
        for (key, value) in members {
            if Self.isDecided(key) {
                losses.note("\(name).\(key)", "said by the request itself; no option may change it")
            } else {
                taken.append(key, value)
            }
        }
        return taken
    }
}
