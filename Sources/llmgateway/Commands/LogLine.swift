import Gateway
import NIOCore
import Wire

/// One line of the log: a JSON object, or text of `name=value` pairs. Every call has one, so it is put together in one
/// reservation.
struct LogLine {
    let format: InstallSettings.LogFormat
    private var texts = 0

    init(_ format: InstallSettings.LogFormat) { self.format = format }

    /// What a line takes beside its texts: 23 names with their punctuation, and the widest times and numbers.
    private static let fixedBytes = 640

    /// Room for a text that the line will hold, and for what stands around it.
    mutating func reserve(_ text: String?) {
        if let text { texts += ByteRun.jsonBytes(of: text) + 4 }
    }

    /// The line with its end. `fill` puts its fields, whose texts must have been reserved.
    mutating func make(
        seconds: Int, level: String, message: String, _ fill: (inout ByteRun) -> Void
    ) -> ByteBuffer {
        reserve(level)
        reserve(message)
        let format = format
        var line = ByteBuffer()
        line.writeRun(atMost: Self.fixedBytes + texts) { run in
            run.put(format == .json ? StaticString("{\"time\":\"") : StaticString(""))
            run.put(text: Timestamp.recent(seconds))
            if format == .json {
                run.put("\"")
                run.log("level", level, format)
                run.log("message", message, format)
            } else {
                run.put(" ")
                run.put(text: level)
                run.put(" ")
                run.put(plain: message)
            }
            fill(&run)
            run.put(format == .json ? StaticString("}\n") : StaticString("\n"))
        }
        return line
    }
}

extension ByteRun {
    mutating func log(_ name: StaticString, _ text: String?, _ format: InstallSettings.LogFormat) {
        guard let text else { return }
        begin(name, format)
        put(value: text, format)
    }

    mutating func log(_ name: StaticString, _ number: Int?, _ format: InstallSettings.LogFormat) {
        guard let number else { return }
        begin(name, format)
        put(decimal: number)
    }

    /// Milliseconds with three decimals.
    mutating func log(_ name: StaticString, _ time: TimeAmount?, _ format: InstallSettings.LogFormat) {
        guard let time else { return }
        begin(name, format)
        put(text: ReplyFields.milliseconds(time))
    }

    /// A name that is not ours to choose.
    mutating func log(metadata name: String, _ text: String, _ format: InstallSettings.LogFormat) {
        put(format == .json ? StaticString(",") : StaticString(" "))
        if format == .json { put(json: name) } else { put(plain: name) }
        put(format == .json ? StaticString(":") : StaticString("="))
        put(value: text, format)
    }

    private mutating func begin(_ name: StaticString, _ format: InstallSettings.LogFormat) {
        put(format == .json ? StaticString(",\"") : StaticString(" "))
        put(name)
        put(format == .json ? StaticString("\":") : StaticString("="))
    }

    private mutating func put(value text: String, _ format: InstallSettings.LogFormat) {
        if format == .json { return put(json: text) }
        let isBare = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != 0x7F }
        if !isBare { put("\"") }
        put(plain: text)
        if !isBare { put("\"") }
    }

    /// Without line ends and control characters: one entry is one line.
    mutating func put(plain text: String) {
        for byte in text.utf8 { put(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
    }
}
