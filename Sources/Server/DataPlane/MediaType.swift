import Dialects
import Gateway
import Wire

/// Whether a body may be JSON at all, going by its head.
enum MediaType {
    /// Ollama's own examples are sent as `curl` sends them, as a form; its server does not look at the type.
    static func check(_ fields: HeaderFields, for dialect: Dialect) throws(GatewayError) {
        if dialect != .ollamaChat, dialect != .ollamaGenerate { try check(fields) }
    }

    /// Absent, `application/json`, `text/json` and anything `+json` pass; so does the absence of an encoding.
    static func check(_ fields: HeaderFields) throws(GatewayError) {
        var isJSON = true
        fields.readFirst("content-type") { isJSON = Self.isJSON($0) }
        guard isJSON else {
            throw GatewayError(.unsupportedMediaType, "The content-type is not application/json.")
        }
        var isPlain = true
        fields.readFirst("content-encoding") { isPlain = $0.count == 0 || $0.equals("identity") }
        guard isPlain else {
            throw GatewayError(.unsupportedMediaType, "The content-encoding is not understood.")
        }
    }

    private static func isJSON(_ value: FieldBytes) -> Bool {
        if value.count == 0 || value.equals("application/json") { return true }
        let type = value.string.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return type.isEmpty || type == "application/json" || type == "text/json" || type.hasSuffix("+json")
    }
}
