/// Why a body cannot be read as its dialect, or cannot be said in another one.
///
/// Becomes a 400 in the caller's dialect: `param` is `path`, the text is `message`, the fix is `hint`.
package struct DialectError: Error, Sendable, Equatable {
    /// What kind of fault it is.
    package enum Reason: Sendable, Equatable {
        /// The body breaks its own dialect: wrong type, missing member, unknown role.
        case invalid
        /// Well-formed, but the target cannot do it and leaving it out would change the meaning.
        case unsupported
        /// The target takes bytes only and the caller gave a URL.
        case mediaNeedsFetch(url: String)
    }

    package var path: String
    package var reason: Reason
    package var message: String
    package var hint: String?

    package init(_ reason: Reason, at path: String, _ message: String, hint: String? = nil) {
        self.path = path
        self.reason = reason
        self.message = message
        self.hint = hint
    }

    package static func invalid(_ path: String, _ message: String, hint: String? = nil) -> DialectError {
        DialectError(.invalid, at: path, message, hint: hint)
    }

    package static func unsupported(_ path: String, _ message: String, hint: String? = nil) -> DialectError {
        DialectError(.unsupported, at: path, message, hint: hint)
    }
}
