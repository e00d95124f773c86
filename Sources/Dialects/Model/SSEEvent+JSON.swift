import NIOCore
import Wire

/// What the data of one event is to a stream decoder.
enum EventContent {
    case json(JSONView)
    /// Nothing to read: an end mark, an empty event, a sign of life.
    case nothing
    /// Neither: a part of the answer is lost.
    case broken
}

extension SSEEvent {
    /// How deep an answer may be nested, as for answers in one piece.
    private static let deepest = 512
    private static let signsOfLife: Set<String> = ["ping", "keepalive", "keep-alive", "heartbeat"]

    var content: EventContent {
        if let document = try? JSONDocument(validating: data, maxDepth: Self.deepest) { return .json(document.root) }
        let bytes = data.readableBytesView
        let isBlank = bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        if isBlank || isEndMark || name.map(Self.signsOfLife.contains) == true { return .nothing }
        return .broken
    }

    /// `[DONE]`, which servers of other dialects than OpenAI's send too.
    var isEndMark: Bool {
        let text = data.readableBytesView.filter { $0 != 0x20 }
        return data.readableBytes < 64 && text.elementsEqual("[DONE]".utf8)
    }
}

extension Failure {
    /// Something in a stream that cannot be read: going on would tell the caller an answer with a hole in it.
    package static func unreadable(_ message: String) -> Failure {
        Failure(status: 502, type: "api_error", message: message)
    }

    static let brokenEvent = unreadable("An event of the provider's stream was not valid JSON.")
}
