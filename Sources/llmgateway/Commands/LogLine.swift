import NIOCore
import Wire

/// One line of the log under way, as a JSON object or as text of `name=value` pairs.
struct LogLine {
    private var json = JSONWriter()
    private var plain = ""
    private let isJSON: Bool

    init(_ format: InstallSettings.LogFormat, seconds: Int, level: String, message: String) {
        isJSON = format == .json
        let time = Timestamp.text(seconds)
        if isJSON {
            json.beginObject()
            json.member("time", time)
            json.member("level", level)
            json.member("message", message)
        } else {
            plain = "\(time) \(level) \(Self.clean(message))"
        }
    }

    mutating func add(_ name: String, _ text: String?) {
        guard let text else { return }
        if isJSON {
            json.member(name, text)
        } else {
            let isBare = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != 0x7F }
            plain += isBare ? " \(name)=\(text)" : " \(name)=\"\(Self.clean(text))\""
        }
    }

    mutating func add(_ name: String, _ number: Int?) {
        guard let number else { return }
        if isJSON { json.member(name, number) } else { plain += " \(name)=\(number)" }
    }

    /// Milliseconds with three decimals.
    mutating func add(_ name: String, _ duration: TimeAmount?) {
        guard let duration else { return }
        let micros = max(duration.nanoseconds, 0) / 1_000
        let rest = String(micros % 1_000)
        let text = "\(micros / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
        if isJSON {
            json.key(name)
            json.number(text: text)
        } else {
            plain += " \(name)=\(text)"
        }
    }

    mutating func finish() -> ByteBuffer {
        guard isJSON else { return ByteBuffer(string: plain) }
        json.endObject()
        return json.buffer
    }

    /// Without line ends and control characters: one entry is one line.
    private static func clean(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}

/// Seconds since 1970 as RFC 3339 says them.
enum Timestamp {
    static func text(_ seconds: Int) -> String {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        // Days from 1970 to a date, after Howard Hinnant's civil-from-days.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(two(month))-\(two(day))T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
