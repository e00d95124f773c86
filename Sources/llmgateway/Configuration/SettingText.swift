import NIOCore

/// Reads the texts that settings of one scalar hold. nil: not of that form.
enum SettingText {
    static func flag(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// `300ms`, `5s`, `10m`, `1h`, `1d`, or `0`. At most ten years.
    static func duration(_ text: String) -> TimeAmount? {
        guard let (count, unit) = countAndUnit(text) else { return nil }
        let unitNanoseconds: Int64
        switch unit {
        case "ms": unitNanoseconds = 1_000_000
        case "s": unitNanoseconds = 1_000_000_000
        case "m": unitNanoseconds = 60_000_000_000
        case "h": unitNanoseconds = 3_600_000_000_000
        case "d": unitNanoseconds = 86_400_000_000_000
        case "" where count == 0: unitNanoseconds = 0
        default: return nil
        }
        let (product, overflow) = Int64(count).multipliedReportingOverflow(by: unitNanoseconds)
        return overflow || product > 3_650 * 86_400_000_000_000 ? nil : .nanoseconds(product)
    }

    /// Bytes, at most a tebibyte.
    static func size(_ text: String) -> Int? {
        guard let (count, unit) = countAndUnit(text) else { return nil }
        let factor: Int
        switch unit {
        case "", "B": factor = 1
        case "KiB": factor = 1 << 10
        case "MiB": factor = 1 << 20
        case "GiB": factor = 1 << 30
        case "kB", "KB": factor = 1_000
        case "MB": factor = 1_000_000
        case "GB": factor = 1_000_000_000
        default: return nil
        }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow || product > 1 << 40 ? nil : product
    }

    static func number(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func countAndUnit(_ text: String) -> (Int, String)? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, let count = Int(digits) else { return nil }
        return (count, String(text.dropFirst(digits.count)).trimmed)
    }
}
