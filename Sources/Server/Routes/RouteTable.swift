import Dialects
import Gateway
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
        let path: String
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

    /// Few enough to be compared one by one, and the path of most calls is the first.
    private static let rows: [Row] = {
        var rows: [Row] = []
        for entry in entries {
            guard let route = entry.route else { continue }
            for prefix in entry.isOpenAI ? prefixes : [""] {
                rows.append(Row(path: prefix + entry.path, route: route, isPost: entry.isPost))
            }
        }
        return rows
    }()

    /// `target`: path and query as sent.
    static func match(_ method: HTTPMethod, _ target: String) -> Match {
        let path = path(of: target)
        for index in rows.indices where rows[index].path == path { return rows[index].match(method) }
        for prefix in prefixes {
            let start = prefix + "/models/"
            guard path.hasPrefix(start), let name = PercentCoding.decode(path.dropFirst(start.count)), !name.isEmpty
            else { continue }
            return Row(path: path, route: .model(name), isPost: false).match(method)
        }
        if path.hasPrefix(ErrorPages.path),
            let code = ErrorCode(rawValue: String(path.dropFirst(ErrorPages.path.count)))
        {
            return Row(path: path, route: .errorPage(code), isPost: false).match(method)
        }
        return .notFound
    }

    /// Without the query, and without a slash at the end.
    static func path(of target: String) -> String {
        let path = target.firstOffset(of: UInt8(ascii: "?")).map { target.firstBytes($0) } ?? target
        return path.utf8.last == UInt8(ascii: "/") && path.utf8.count > 1 ? String(path.dropLast()) : path
    }
}
