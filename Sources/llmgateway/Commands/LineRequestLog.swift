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
        let severity = entry.status >= 500 ? "error" : entry.status >= 400 ? "warning" : "info"
        switch level {
        case .debug, .info: break
        case .warning where entry.status < 400, .error where entry.status < 500: return
        case .warning, .error: break
        }
        var line = LogLine(format, seconds: time(nil), level: severity, message: "call")
        line.add("id", entry.id)
        line.add("method", entry.method)
        line.add("path", entry.path)
        line.add("status", entry.status)
        line.add("code", entry.code?.rawValue)
        line.add("cause", entry.cause)
        line.add("key", entry.principal)
        line.add("model", entry.model)
        line.add("provider", entry.provider)
        line.add("target_model", entry.targetModel)
        line.add("stream", entry.isStream ? "true" : nil)
        line.add("attempts", entry.attempts)
        line.add("input_tokens", entry.usage?.input)
        line.add("output_tokens", entry.usage?.output)
        line.add("cached_tokens", entry.usage?.cacheRead)
        line.add("reasoning_tokens", entry.usage?.reasoning)
        line.add("cost_usd", entry.costNanoUSD.map { Money(nanoUSD: $0).usd })
        line.add("dropped", entry.dropped.isEmpty ? nil : entry.dropped.joined(separator: ","))
        line.add("upstream_request_id", entry.upstreamRequestID)
        line.add("duration_ms", entry.duration)
        line.add("first_byte_ms", entry.firstByte)
        writer.write(line.finish())
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
        var line = LogLine(
            format, seconds: time(nil), level: event.level.rawValue, message: event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) { line.add(name, "\(value)") }
        writer.write(line.finish())
    }
}
