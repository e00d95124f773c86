import Wire

/// Why a batch was not begun: one entry of its `errors`.
package struct BatchProblem: Error, Sendable, Equatable {
    package var code: String
    package var message: String
    package var param: String?
    /// From 1; nil where it is about no line.
    package var line: Int?

    package init(_ code: String, _ message: String, param: String? = nil, line: Int? = nil) {
        self.code = code
        self.message = message
        self.param = param
        self.line = line
    }

    var json: JSONValue {
        [
            "code": .string(code), "message": .string(message), "param": param.map { .string($0) } ?? .null,
            "line": line.map { .int($0) } ?? .null,
        ]
    }

    init?(json: JSONValue) {
        guard let code = json["code"]?.string, let message = json["message"]?.string else { return nil }
        self.init(code, message, param: json["param"]?.string, line: json["line"]?.int)
    }
}
