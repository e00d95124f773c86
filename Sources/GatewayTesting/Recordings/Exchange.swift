import Foundation
package import NIOCore
import Wire

/// One recorded HTTP exchange.
package struct Exchange: Sendable {
    /// A header field as recorded, case kept.
    package typealias Header = (name: String, value: String)

    /// What the recorded client sent.
    package struct Request: Sendable {
        package var method: String
        package var url: String
        package var headers: [Header]
        package var body: ByteBuffer
    }

    /// What the recorded server answered.
    package struct Response: Sendable {
        package var status: Int
        package var headers: [Header]
        /// Recorded events are framed as their provider would have; for AWS event streams, where only the events
        /// are known, it is empty.
        package var body: ByteBuffer
        /// The events as JSON texts, where the recording has nothing else.
        package var events: [String]?
    }

    /// `chat-completions-774318c954ef`, unique in its provider's folder.
    package var id: String
    package var entry: Recordings.Entry
    /// Where it was recorded: exchanges with the same `repository` and `path` are one conversation, by `index`.
    package var source: Source
    /// nil where only the answer was recorded.
    package var request: Request?
    package var response: Response

    /// Where the recording comes from: a public repository, and the file in it.
    package struct Source: Sendable, Equatable {
        package var repository: String
        package var path: String
        package var index: Int
    }

    package var provider: String { entry.provider }
    package var endpoint: String { entry.endpoint }
    package var model: String? { entry.model }
    package var kind: String { entry.kind }
    package var fidelity: String { entry.fidelity }
    package var wire: String { entry.wire }
    package var features: [String] { entry.features }
    /// Whether the response body is a stream of server-sent events.
    package var isEventStream: Bool { wire == "sse" || (wire == "events" && provider != "bedrock") }
    /// Whether the answer is a stream, however it is framed.
    package var isStream: Bool { isEventStream || ["eventstream", "ndjson", "json-array"].contains(wire) }
    /// What its framing stands for.
    package var contentType: String {
        switch wire {
        case "eventstream": "application/vnd.amazon.eventstream"
        default: isEventStream ? "text/event-stream" : "application/json"
        }
    }
    /// For messages of failed expectations.
    package var name: String { entry.file }
}

extension Exchange {
    init?(_ json: JSONView, entry: Recordings.Entry) {
        guard let response = json["response"], response.kind == .object else { return nil }
        id = json["id"]?.string ?? entry.file
        self.entry = entry
        let source = json["source"]
        self.source = Source(
            repository: source?["repo"]?.string ?? "", path: source?["path"]?.string ?? "",
            index: source?["index"]?.int ?? 0)
        request = json["request"].flatMap(Request.init)
        let events = response["events"].map { $0.elements.compactMap(\.string) }
        self.response = Response(
            status: response["status"]?.int ?? 200, headers: Self.headers(response["headers"]),
            body: events.map { RecordedEvents.framed($0, provider: entry.provider, endpoint: entry.endpoint) }
                ?? Self.body(response["body"]),
            events: events)
    }

    fileprivate static func headers(_ json: JSONView?) -> [Header] {
        json?.elements.compactMap { pair in
            guard let name = pair[0]?.string, let value = pair[1]?.string else { return nil }
            return (name, value)
        } ?? []
    }

    fileprivate static func body(_ json: JSONView?) -> ByteBuffer {
        guard let text = json?["data"]?.string else { return ByteBuffer() }
        guard json?["encoding"]?.string == "base64" else { return ByteBuffer(string: text) }
        return ByteBuffer(bytes: Data(base64Encoded: text) ?? Data())
    }
}

extension Exchange.Request {
    init?(_ json: JSONView) {
        guard json.kind == .object else { return nil }
        self.init(
            method: json["method"]?.string ?? "POST", url: json["url"]?.string ?? "",
            headers: Exchange.headers(json["headers"]), body: Exchange.body(json["body"]))
    }
}

/// Puts recorded event texts into the frames their provider uses.
enum RecordedEvents {
    static func framed(_ events: [String], provider: String, endpoint: String) -> ByteBuffer {
        guard provider != "bedrock" else { return ByteBuffer() }
        let isNamed = provider == "anthropic" || provider == "cohere" || endpoint == "responses"
        var bytes = ByteBuffer()
        for event in events {
            if isNamed, let type = name(of: event) { bytes.writeString("event: \(type)\n") }
            bytes.writeString("data: \(event)\n\n")
        }
        if endpoint == "chat.completions" { bytes.writeString("data: [DONE]\n\n") }
        return bytes
    }

    private static func name(of event: String) -> String? {
        (try? JSONDocument(validating: event))?.root["type"]?.string
    }
}
