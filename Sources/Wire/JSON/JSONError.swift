/// Why a text is not JSON, and where.
package struct JSONError: Error, Equatable {
    /// What was wrong at the offset.
    package enum Reason: Equatable, Sendable {
        case unexpectedEnd
        case expectedValue
        case expectedKey
        case expectedColon
        case expectedCommaOrBrace
        case expectedCommaOrBracket
        case invalidLiteral
        case invalidNumber
        case invalidEscape
        case controlCharacter
        case invalidUTF8
        case trailingBytes
        /// Arrays and objects nested deeper than the limit.
        case tooDeep(limit: Int)
        /// The text is longer than the tape can address (512 MiB).
        case tooLarge
    }

    /// The byte the error was found at, counted from the start of the text.
    package var offset: Int
    package var reason: Reason

    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }
}

extension JSONError: CustomStringConvertible {
    /// One line fit for the message of a 400; it quotes nothing of the text.
    package var description: String { "\(reason) at byte \(offset)" }
}

extension JSONError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unexpectedEnd: "unexpected end of JSON"
        case .expectedValue: "expected a value"
        case .expectedKey: "expected '\"' to begin a member name"
        case .expectedColon: "expected ':'"
        case .expectedCommaOrBrace: "expected ',' or '}'"
        case .expectedCommaOrBracket: "expected ',' or ']'"
        case .invalidLiteral: "expected true, false or null"
        case .invalidNumber: "invalid number"
        case .invalidEscape: "invalid escape in a string"
        case .controlCharacter: "unescaped control character in a string"
        case .invalidUTF8: "invalid UTF-8"
        case .trailingBytes: "unexpected bytes after the JSON value"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooLarge: "JSON text too large"
        }
    }
}
