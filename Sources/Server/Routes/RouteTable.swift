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

    /// What a path is asked with.
    enum Methods: Sendable {
        case get, post, getOrDelete, getOrPost
        case these([HTTPMethod])

        func hold(_ kind: HTTPMethod.Kind) -> Bool {
            switch self {
            case .get: kind == .get || kind == .head
            case .post: kind == .post
            case .getOrDelete: kind == .get || kind == .head || kind == .delete
            case .getOrPost: kind == .get || kind == .head || kind == .post
            case .these(let methods): methods.contains { $0.kind == kind || $0.kind == .get && kind == .head }
            }
        }

        /// As in `allow`.
        var text: String {
            switch self {
            case .get: "GET, HEAD"
            case .post: "POST"
            case .getOrDelete: "GET, HEAD, DELETE"
            case .getOrPost: "GET, HEAD, POST"
            case .these(let methods): methods.map { $0 == .get ? "GET, HEAD" : $0.text }.joined(separator: ", ")
            }
        }
    }

    struct Row {
        let path: String
        let route: Route
        let methods: Methods

        func match(_ method: HTTPMethod) -> Match {
            methods.hold(method.kind) ? .found(route) : .methodNotAllowed(allow: methods.text, route)
        }
    }

    private static let rows: [Row] = entries.flatMap { entry in
        guard let route = entry.route else { return [Row]() }
        return entry.prefixes.list.map { Row(path: $0 + entry.path, route: route, methods: entry.methods) }
    }

    /// The path of most calls: compared, not hashed.
    private static let first = rows[0]
    private static let rowsByPath = Dictionary(rows.map { ($0.path, $0) }) { first, _ in first }

    /// `target`: path and query as sent.
    static func match(_ method: HTTPMethod, _ target: String) -> Match {
        let path = path(of: target)
        if path == first.path { return first.match(method) }
        if let row = rowsByPath[path] { return row.match(method) }
        return named(path, target)?.match(method) ?? .notFound
    }

    /// Whether any method is served at a path.
    static func serves(_ path: String) -> Bool { rowsByPath[path] != nil || named(path, path) != nil }

    /// The served paths of about the same length.
    static func paths(asLongAs path: String, within difference: Int) -> [String] {
        rows.map(\.path).filter { abs($0.utf8.count - path.utf8.count) <= difference }
    }

    /// Without the query, and without a slash at the end.
    static func path(of target: String) -> String {
        let path = target.firstOffset(of: UInt8(ascii: "?")).map { target.firstBytes($0) } ?? target
        return path.utf8.last == UInt8(ascii: "/") && path.utf8.count > 1 ? String(path.dropLast()) : path
    }
}
