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
        let cost = entry.costNanoUSD.map { Money(nanoUSD: $0).usd }
        let dropped = entry.dropped.isEmpty ? nil : entry.dropped.joined(separator: ",")
        let failed = entry.failedAttempts
        let format = format
        var line = LogLine(format)
        line.reserve(entry.id)
        line.reserve(entry.method)
        line.reserve(entry.path)
        line.reserve(entry.cause)
        line.reserve(entry.principal)
        line.reserve(entry.model)
        line.reserve(entry.provider)
        line.reserve(entry.targetModel)
        line.reserve(dropped)
        line.reserve(failed)
        line.reserve(cost)
        line.reserve(entry.code?.rawValue)
        line.reserve(entry.upstreamRequestID)
        let bytes = line.make(seconds: time(nil), level: severity.rawValue, message: "call") { run in
            run.log("id", entry.id, format)
            run.log("method", entry.method, format)
            run.log("path", entry.path, format)
            run.log("status", entry.status, format)
            run.log("code", entry.code?.rawValue, format)
            run.log("cause", entry.cause, format)
            run.log("key", entry.principal, format)
            run.log("model", entry.model, format)
            run.log("provider", entry.provider, format)
            run.log("target_model", entry.targetModel, format)
            run.log("stream", entry.isStream ? "true" : nil, format)
            run.log("attempts", entry.attempts.count, format)
            run.log("failed_attempts", failed, format)
            run.log("input_tokens", entry.usage?.input, format)
            run.log("output_tokens", entry.usage?.output, format)
            run.log("cached_tokens", entry.usage?.cacheRead, format)
            run.log("reasoning_tokens", entry.usage?.reasoning, format)
            run.log("cost_usd", cost, format)
            run.log("dropped", dropped, format)
            run.log("upstream_request_id", entry.upstreamRequestID, format)
            run.log("duration_ms", entry.duration, format)
            run.log("first_byte_ms", entry.firstByte, format)
        }
        writer.write(bytes)
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
        guard attempts.count > 1 else { return nil }
        let failed = attempts.compactMap { attempt in
            attempt.code.map { "\(attempt.provider)/\(attempt.targetModel):\($0.rawValue)" }
        }
        return failed.isEmpty ? nil : failed.joined(separator: ",")
    }
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
        let format = format
        var line = LogLine(format)
        for (name, value) in all {
            line.reserve(name)
            line.reserve(value)
        }
        let bytes = line.make(seconds: time(nil), level: event.level.rawValue, message: event.message.description) {
            run in
            for (name, value) in all { run.log(metadata: name, value, format) }
        }
        writer.write(bytes)
    }
}
