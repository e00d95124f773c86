import Gateway
import Wire

/// The paths of `/admin/api`.
package enum AdminTable {
    package static let start = "/admin/api"

    package static let endpoints: [AdminEndpoint] =
        keys + usage + metrics + breakers + erasing + credentials + experiments + audit

    /// A path, and what stands in it for a name.
    package struct Target: Sendable, Equatable {
        /// As in the table.
        package var path: String
        package var name = ""

        /// The methods it is served with.
        var methods: [HTTPMethod] { endpoints.filter { $0.path == path }.map(\.method) }

        /// The endpoint for a method that the path is served with.
        func endpoint(for method: HTTPMethod) -> AdminEndpoint? {
            let wanted = method == .head ? HTTPMethod.get : method
            return endpoints.first { $0.path == path && $0.method == wanted }
        }
    }

    private static let paths: [(path: String, parts: [Substring])] = {
        var seen: Set<String> = []
        return endpoints.compactMap { endpoint in
            seen.insert(endpoint.path).inserted ? (endpoint.path, endpoint.path.split(separator: "/")) : nil
        }
    }()

    /// - Parameter path: without the query.
    static func target(of path: String) -> Target? {
        guard path.hasPrefix(start + "/") else { return nil }
        let given = path.dropFirst(start.count + 1).split(separator: "/", omittingEmptySubsequences: false)
        for (template, parts) in paths where parts.count == given.count {
            var target = Target(path: template)
            let fits = zip(parts, given).allSatisfy { part, text in
                guard part.hasPrefix("{") else { return part == text }
                guard !text.isEmpty, let name = PercentCoding.decode(text) else { return false }
                target.name = name
                return true
            }
            if fits { return target }
        }
        return nil
    }
}
