import Dialects
import Wire

/// The one table of paths, written down in `RouteTable+Entries.swift`. Authorisation goes by what matched here, never by the look of a path.
package enum RouteTable {
    enum Match: Sendable, Equatable {
        case found(Route)
        /// The path exists; `allow` names its methods.
        case methodNotAllowed(allow: String, Route)
        case notFound
    }

    private struct Row {
        let route: Route
        let isPost: Bool

        var allow: String { isPost ? "POST" : "GET, HEAD" }

        func match(_ method: HTTPMethod) -> Match {
            let fits = isPost ? method.kind == .post : method.kind == .get || method.kind == .head
            return fits ? .found(route) : .methodNotAllowed(allow: allow, route)
        }
    }

    /// OpenAI's paths are served at `/v1`, without version, and under `/openai` either way.
    static let prefixes = ["/v1", "", "/openai/v1", "/openai"]

    private static let rows: [String: Row] = {
        var rows: [String: Row] = [:]
        for entry in entries {
            guard let route = entry.route else { continue }
            for prefix in entry.isOpenAI ? prefixes : [""] {
                rows[prefix + entry.path] = Row(route: route, isPost: entry.isPost)
            }
        }
        return rows
    }()

    /// `target`: path and query as sent.
    static func match(_ method: HTTPMethod, _ target: String) -> Match {
        let path = path(of: target)
        if let row = rows[path] { return row.match(method) }
        for prefix in prefixes {
            let start = prefix + "/models/"
            guard path.hasPrefix(start), let name = PercentCoding.decode(path.dropFirst(start.count)), !name.isEmpty
            else { continue }
            return Row(route: .model(name), isPost: false).match(method)
        }
        return .notFound
    }

    /// Without the query, and without a slash at the end.
    static func path(of target: String) -> String {
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        if mark == nil, !target.hasSuffix("/") { return target }
        let path = mark.map { target[..<$0] } ?? target[...]
        return String(path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path)
    }
}
