import NIOCore
import Wire

/// The settings in force, secrets masked.
enum ConfigurationPrint {
    static let mask = "***"

    static func yaml(_ settled: Settled) -> String {
        var lines: [String] = []
        write(settled, indent: 0, &lines)
        return lines.joined(separator: "\n")
    }

    private static func write(_ settled: Settled, indent: Int, _ lines: inout [String]) {
        let margin = String(repeating: " ", count: indent)
        let members: [(name: String, value: Settled)]
        switch settled.value {
        case .group(let group): members = group
        case .fields(let fields):
            members = fields.map { ($0.name, Settled(value: .secret($0.value), origin: settled.origin)) }
        default: members = []
        }
        for (name, value) in members {
            if let text = scalar(value) {
                lines.append("\(margin)\(name): \(text)")
            } else if case .list(let items) = value.value {
                lines.append("\(margin)\(name):\(items.isEmpty ? " []" : "")")
                for item in items { write(item: item, indent: indent + 2, &lines) }
            } else {
                let before = lines.count
                lines.append("\(margin)\(name):")
                write(value, indent: indent + 2, &lines)
                if lines.count == before + 1 { lines[before] += " {}" }
            }
        }
    }

    private static func write(item: Settled, indent: Int, _ lines: inout [String]) {
        let margin = String(repeating: " ", count: indent)
        if let text = scalar(item) {
            lines.append("\(margin)- \(text)")
            return
        }
        let first = lines.count
        write(item, indent: indent + 2, &lines)
        if lines.count > first { lines[first] = "\(margin)- \(lines[first].dropFirst(indent + 2))" }
    }

    private static func scalar(_ settled: Settled) -> String? {
        switch settled.value {
        case .secret: "\"\(mask)\""
        case .text(let text): quoted(text)
        case .number, .flag, .duration: settled.written ?? ""
        case .list, .fields, .group: nil
        }
    }

    private static func quoted(_ text: String) -> String {
        var json = JSONWriter()
        json.string(text)
        return String(buffer: json.buffer)
    }

    static func json(_ settled: Settled) -> String {
        var json = JSONWriter()
        write(settled, &json)
        return JSONIndent.indented(String(buffer: json.buffer))
    }

    private static func write(_ settled: Settled, _ json: inout JSONWriter) {
        switch settled.value {
        case .secret: json.string(mask)
        case .text(let text): json.string(text)
        case .number(let number): json.int(number)
        case .flag(let flag): json.bool(flag)
        case .duration: json.string(settled.written ?? "")
        case .list(let items):
            json.beginArray()
            for item in items { write(item, &json) }
            json.endArray()
        case .fields(let fields):
            json.beginObject()
            for field in fields {
                json.key(field.name)
                json.string(mask)
            }
            json.endObject()
        case .group(let members):
            json.beginObject()
            for member in members {
                json.key(member.name)
                write(member.value, &json)
            }
            json.endObject()
        }
    }
}
