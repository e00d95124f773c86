import Gateway
import NIOCore
import Wire

/// What `config check` says.
enum ConfigurationReport {
    static func text(_ configuration: Configuration) -> String {
        let snapshot = configuration.snapshot
        let name = configuration.file ?? "The configuration (no file, environment only)"
        let counts = [
            count(snapshot.providers.count, "provider"), count(snapshot.models.count, "model"),
            count(snapshot.auth.keys.count, "key"),
        ]
        let warnings = configuration.warnings.map { "warning: \($0)" }
        return (["\(name) is valid: \(counts.joined(separator: ", "))."] + warnings).joined(separator: "\n")
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    static func json(_ configuration: Configuration) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.member("valid", true)
        json.memberIfPresent("file", configuration.file)
        json.key("warnings")
        json.beginArray()
        for warning in configuration.warnings { json.string(warning) }
        json.endArray()
        json.endObject()
        return String(buffer: json.buffer)
    }

    static func json(_ failure: ConfigurationFailure) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.member("valid", false)
        json.key("problems")
        json.beginArray()
        for problem in failure.problems {
            json.beginObject()
            switch problem.origin {
            case .file(let file, let line, let column):
                json.member("file", file)
                json.member("line", line)
                json.member("column", column)
            case .variable, .flag, .priceList, .standard: json.member("place", problem.origin.place)
            }
            json.member("message", problem.message)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return String(buffer: json.buffer)
    }
}
