package import NIOCore
package import Wire

/// Reads what a relay must know of a stream that passes by: usage, finish, whether it was whole.
package protocol StreamObserver: Sendable {
    /// Returns whether the event is nothing but usage, which a caller may not have asked for.
    mutating func observe(_ event: SSEEvent) -> Bool
    /// Called once after the last event: some dialects tell the end only then.
    mutating func end()
    var usage: Usage? { get }
    /// Of the first candidate.
    var finish: FinishReason? { get }
    /// The service tier it was answered in, where the stream says it.
    var serviceTier: String? { get }
    /// Whether a finish reason or the dialect's end mark has come.
    var isWhole: Bool { get }
    /// Whether the provider sent an error inside the stream.
    var hasFailed: Bool { get }
}

/// Observes through the dialect's own decoder: right for every dialect, and slower than one made for it.
package struct DecodingObserver: StreamObserver {
    private var decoder: any StreamDecoder
    private var events: [GenerationEvent] = []
    package private(set) var usage: Usage?
    package private(set) var finish: FinishReason?
    package private(set) var serviceTier: String?
    package private(set) var isWhole = false
    package private(set) var hasFailed = false

    package init(_ decoder: any StreamDecoder) { self.decoder = decoder }

    package mutating func observe(_ event: SSEEvent) -> Bool {
        events.removeAll(keepingCapacity: true)
        decoder.decode(event, into: &events)
        return note()
    }

    package mutating func end() {
        events.removeAll(keepingCapacity: true)
        decoder.finish(into: &events)
        _ = note()
    }

    private mutating func note() -> Bool {
        var isUsageOnly = !events.isEmpty
        for event in events {
            switch event {
            case .start(let start): serviceTier = start.serviceTier ?? serviceTier
            case .serviceTier(let tier): serviceTier = tier
            case .usage(let said):
                usage = said
                continue
            case .finish(_, let reason, _):
                finish = finish ?? reason
                isWhole = true
            case .end: isWhole = true
            // What we could not read was no error said to the caller.
            case .failure(let said): hasFailed = hasFailed || said != .brokenEvent
            default: break
            }
            isUsageOnly = false
        }
        return isUsageOnly
    }
}

extension DialectCodec {
    package var streamFraming: StreamFraming { .serverSentEvents }

    package var streamContentType: String {
        switch streamFraming {
        case .serverSentEvents: "text/event-stream; charset=utf-8"
        case .jsonLines: "application/x-ndjson"
        case .eventStream: "application/vnd.amazon.eventstream"
        }
    }

    package var answerIDPrefix: String { "" }

    package var namesAnswers: Bool { false }

    package func echo(of request: JSONView) -> JSONObject? { nil }

    package func isQuietEvent(_ bytes: ByteBuffer) -> Bool { false }

    package func makeStreamObserver() -> any StreamObserver { DecodingObserver(makeStreamDecoder()) }

    /// Usage, first finish reason and service tier of a whole answer; nil where it does not say.
    package func readUsage(_ json: JSONView) -> (usage: Usage?, finish: FinishReason?, serviceTier: String?) {
        guard let response = try? decodeResponse(json) else { return (nil, nil, nil) }
        return (response.usage, response.candidates.first?.finish, response.serviceTier)
    }
}
