import Dialects
import Foundation
import Gateway
import Logging

/// One line per call, without prompts, answers and keys.
struct LineRequestLog: RequestLog {
    let writer: LogWriter
    let format: InstallSettings.LogFormat
    let level: InstallSettings.LogLevel

    func record(_ entry: RequestLogEntry) {
        let severity = entry.severity
        guard severity.isWritten(at: level) else { return }
        LogLine.write(to: writer, format, level: severity.rawValue, message: "call") { line in
            line.add(ours: #","id":"#, entry.id)
            line.add(#","method":"#, entry.method)
            line.add(#","path":"#, entry.path)
            line.add(#","status":"#, entry.status)
            line.add(#","code":"#, entry.code?.rawValue)
            line.add(#","cause":"#, entry.cause)
            line.add(#","key":"#, entry.principal)
            line.add(#","model":"#, entry.model)
            line.add(#","provider":"#, entry.provider)
            line.add(#","target_model":"#, entry.targetModel)
            line.add(#","variant":"#, entry.variant)
            if entry.isStream { line.add(#","stream":"#, true) }
            line.add(#","attempts":"#, entry.attemptCount)
            line.add(#","failed_attempts":"#, entry.failedAttempts)
            line.add(#","hedge_lost":"#, entry.outrunAttempts)
            if let usage = entry.usage {
                line.add(#","input_tokens":"#, usage.input)
                line.add(#","output_tokens":"#, usage.output)
                line.add(#","cached_tokens":"#, usage.cacheRead)
                line.add(#","reasoning_tokens":"#, usage.reasoning)
            }
            line.add(#","cost_usd":"#, entry.cost)
            if entry.hasDropped { line.add(#","dropped":"#, entry.dropped.joined(separator: ",")) }
            line.add(#","route":"#, entry.route)
            line.add(#","upstream_request_id":"#, entry.upstreamRequestID)
            line.add(#","duration_ms":"#, entry.duration)
            line.add(#","first_byte_ms":"#, entry.firstByte)
        }
    }
}

extension RequestLogEntry {
    /// How much an operator should care about a call.
    enum Severity: String {
        case info, warning, error

        func isWritten(at level: InstallSettings.LogLevel) -> Bool {
            switch level {
            case .debug, .info: true
            case .warning: self != .info
            case .error: self == .error
            }
        }
    }

    /// By the code as well as the status: what fails after the first byte has the status 200.
    var severity: Severity {
        let worst = max(status, code?.status ?? 0)
        return worst >= 500 ? .error : worst >= 400 || failedAttempts != nil ? .warning : .info
    }

    /// Targets that were tried in vain before another one, each with its reason: a key that is revoked must not hide
    /// behind a fallback that works.
    var failedAttempts: String? {
        guard attemptCount > 1 else { return nil }
        let failed = attempts.compactMap { attempt in
            attempt.code.flatMap { $0 == .hedgeLost ? nil : "\(attempt.target):\($0.rawValue)" }
        }
        return failed.isEmpty ? nil : failed.joined(separator: ",")
    }

    /// Targets that were given up because another one answered first.
    var outrunAttempts: String? {
        guard attemptCount > 1 else { return nil }
        let outrun = attempts.filter { $0.code == .hedgeLost }.map(\.target)
        return outrun.isEmpty ? nil : outrun.joined(separator: ",")
    }
}

extension AttemptRecord {
    fileprivate var target: String { "\(provider)/\(targetModel)" }
}

/// The process's own messages, on the same lines.
struct LineLog: LogHandler {
    let writer: LogWriter
    let format: InstallSettings.LogFormat
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(writer: LogWriter, format: InstallSettings.LogFormat, level: InstallSettings.LogLevel) {
        self.writer = writer
        self.format = format
        logLevel = Logger.Level(rawValue: level.rawValue) ?? .info
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
            .map { (name: $0.key, value: "\($0.value)") }.sorted { $0.name < $1.name }
        LogLine.write(to: writer, format, level: event.level.rawValue, message: event.message.description) { line in
            for (name, value) in all { line.add(metadata: name, value) }
        }
    }
}
