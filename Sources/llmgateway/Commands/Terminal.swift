import Foundation

/// Standard output and standard error, flushed at once.
enum Terminal {
    static func out(_ text: String, end: String = "\n") { write(text + end, to: STDOUT_FILENO) }
    static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// Whether a person reads the output.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Bold and colours are for terminals whose user has not switched them off (`NO_COLOR`).
    static func styled(_ text: String, _ code: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        guard isInteractive, EnvironmentVariable.noColour.value(in: environment) == nil,
            EnvironmentVariable.terminalType.value(in: environment) != "dumb"
        else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// Columns padded to their widest cell. The first row is the heading.
    static func table(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        let lines = rows.enumerated().map { index, row in
            let cells = row.enumerated().map { column, cell in
                let isLast = column == row.count - 1
                return isLast ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            let line = cells.joined()
            return index == 0 ? styled(line, "1") : line
        }
        return lines.joined(separator: "\n")
    }

    private static func write(_ text: String, to descriptor: CInt) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
