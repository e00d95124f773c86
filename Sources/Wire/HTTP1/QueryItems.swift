/// The query of a request's target as names and values, decoded; of several of one name the first counts.
package enum QueryItems {
    package static func read(_ target: String) -> [String: String] {
        guard let mark = target.firstIndex(of: "?") else { return [:] }
        var items: [String: String] = [:]
        for pair in target[target.index(after: mark)...].split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0]), items[name] == nil else { continue }
            items[name] = parts.count > 1 ? PercentCoding.decode(parts[1]) : ""
        }
        return items
    }

    /// A name that stands in the query more than once; nil: none does.
    package static func repeated(_ target: String) -> String? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        var seen: Set<String> = []
        for pair in target[target.index(after: mark)...].split(separator: "&") {
            guard let name = PercentCoding.decode(pair.prefix { $0 != "=" }) else { continue }
            if !seen.insert(name).inserted { return name }
        }
        return nil
    }
}
