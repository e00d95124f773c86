import Gateway
import NIOCore

extension ConfigurationBuilder {
    mutating func limits() -> Snapshot.Limits {
        var limits = Snapshot.Limits()
        let section = settled["limits"]
        limits.body = settled["server"]?["max_body"]?.number ?? limits.body
        limits.jsonDepth = section?["json_depth"]?.number ?? limits.jsonDepth
        let all = rates(section)
        limits.concurrent = all.concurrent
        limits.requestsPerMinute = all.requestsPerMinute
        limits.tokensPerMinute = all.tokensPerMinute
        limits.address = rates(section?["address"])
        limits.queue = queue(
            section?["queue"], places: limits.concurrent, of: "limits.concurrent", under: "limits.queue")
        limits.bounds.messages = section?["max_messages"]?.number
        limits.bounds.tools = section?["max_tools"]?.number
        limits.bounds.choices = section?["max_choices"]?.number
        limits.bounds.text = section?["max_text"]?.number
        for (name, rates) in rows(of: "teams", by: "name") { limits.teams[name] = rates }
        limits.models = rows(of: "models", by: "model").map { Snapshot.ModelLimits(pattern: $0.name, limits: $0.rates) }
        return limits
    }

    func rates(_ item: Settled?) -> RateLimits {
        RateLimits(
            requestsPerMinute: item?["requests_per_minute"]?.number,
            tokensPerMinute: item?["tokens_per_minute"]?.number, concurrent: item?["concurrent"]?.number)
    }

    /// A list of limits, each row for another name.
    private mutating func rows(of list: String, by member: String) -> [(name: String, rates: RateLimits)] {
        var rows: [(name: String, rates: RateLimits)] = []
        for (index, item) in (settled["limits"]?[list]?.items ?? []).enumerated() {
            guard let name = item[member], let text = name.text else { continue }
            let path = "limits.\(list)[\(index)]"
            if rows.contains(where: { $0.name == text }) {
                note(name.origin, "\"\(path)\": another row is for \"\(text)\"")
            }
            let rates = rates(item)
            if rates.isNone {
                note(
                    item.origin,
                    "\"\(path)\" limits nothing: it needs requests_per_minute, tokens_per_minute or concurrent")
            }
            rows.append((text, rates))
        }
        return rows
    }

    /// - Parameters:
    ///   - setting: what says how many places there are.
    ///   - name: what the line is called.
    mutating func queue(
        _ item: Settled?, places: Int?, of setting: String, under name: String
    ) -> Snapshot.Queue? {
        guard let length = item?["length"] else { return nil }
        guard places != nil else {
            note(length.origin, "\"\(name)\" needs \"\(setting)\": calls wait for a place among those")
            return nil
        }
        guard let count = length.number, let wait = item?["wait"]?.duration else { return nil }
        return Snapshot.Queue(length: count, wait: wait)
    }
}
