import Wire

/// `usage`: cached tokens stand beside `inputTokens`, not in it.
enum ConverseUsage {
    private static let known: MemberNames = [
        "inputTokens", "outputTokens", "totalTokens", "cacheReadInputTokens", "cacheWriteInputTokens", "cacheDetails",
        "cacheReadInputTokenCount", "cacheWriteInputTokenCount", "serverToolUsage",
    ]

    static func read(_ json: JSONView?) -> Usage? {
        guard let json, json.kind == .object else { return nil }
        let (input, output) = (json["inputTokens"]?.tokenCount, json["outputTokens"]?.tokenCount)
        guard input != nil || output != nil else { return nil }
        let read = json["cacheReadInputTokens"]?.tokenCount
        let write = json["cacheWriteInputTokens"]?.tokenCount
        var usage = Usage(
            input: TokenCount.counted((input ?? 0) + (read ?? 0) + (write ?? 0)), output: output ?? 0)
        usage.cacheRead = read
        usage.cacheWrite = write
        usage.cacheWriteOneHour =
            json["cacheDetails"].list.first { $0["ttl"]?.string == "1h" }?["inputTokens"]?.tokenCount
        usage.total = json["totalTokens"]?.tokenCount
        usage.webSearches = json["serverToolUsage"]?["webSearchRequests"]?.tokenCount
        usage.preserved = Preserved(json, except: known, in: Converse.dialect)
        return usage
    }

    static func json(_ usage: Usage, losses: inout Losses) -> JSONValue {
        let cached = (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)
        var json = JSONObject([
            ("inputTokens", .int(max(usage.input - cached, 0))), ("outputTokens", .int(usage.output)),
            ("totalTokens", .int(usage.total ?? usage.input + usage.output)),
        ])
        json["cacheReadInputTokens"] = usage.cacheRead.map { .int($0) }
        json["cacheWriteInputTokens"] = usage.cacheWrite.map { .int($0) }
        if let oneHour = usage.cacheWriteOneHour {
            json["cacheDetails"] = [["ttl": "1h", "inputTokens": .int(oneHour)]]
        }
        Preserved.write(usage.preserved, of: Converse.dialect, into: &json, at: "usage", losses: &losses)
        return .object(json)
    }
}
