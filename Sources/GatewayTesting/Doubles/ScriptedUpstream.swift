package import Gateway
package import NIOCore
import Synchronization
package import Wire

/// An upstream that answers every request with the same script, and keeps what it was sent.
package final class ScriptedUpstream: Upstream {
    /// One answer: its head, and the body in the pieces it arrives in.
    package struct Script: Sendable {
        package var status: Int
        package var fields: HeaderFields
        package var pieces: [ByteBuffer]
        /// Whether the body ends properly; else the connection breaks after the last piece.
        package var isWhole: Bool

        package init(status: Int = 200, fields: HeaderFields, pieces: [ByteBuffer], isWhole: Bool = true) {
            self.status = status
            self.fields = fields
            self.pieces = pieces
            self.isWhole = isWhole
        }
    }

    private let script: Script
    private let sent = Mutex<[UpstreamRequest]>([])

    package init(_ script: Script) { self.script = script }

    /// What came, oldest first.
    package var requests: [UpstreamRequest] { sent.withLock { $0 } }

    package func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        sent.withLock { $0.append(request) }
        return ScriptedAnswer(script)
    }
}

extension ScriptedUpstream.Script {
    /// A recorded answer, cut into pieces of these sizes, used again and again. Framing fields are left out; a
    /// content type the recorder did not keep is the one its framing stands for.
    package init(_ exchange: Exchange, cuts: [Int] = [Int.max]) {
        var fields = HeaderFields()
        let framing: Set<String> = ["content-length", "transfer-encoding", "connection", "date", "content-encoding"]
        for (name, value) in exchange.response.headers where !framing.contains(name.lowercased()) {
            fields.append(name, value)
        }
        if fields.first("content-type").map({ $0 == "REDACTED" }) ?? true {
            fields.set("content-type", exchange.contentType)
        }
        self.init(
            status: exchange.response.status, fields: fields,
            pieces: Self.cut(exchange.response.body, into: cuts))
    }

    /// An answer in JSON, in one piece.
    package static func json(_ text: String, status: Int = 200) -> ScriptedUpstream.Script {
        var fields = HeaderFields()
        fields.append("content-type", "application/json")
        return ScriptedUpstream.Script(status: status, fields: fields, pieces: [ByteBuffer(string: text)])
    }

    /// Pieces of these sizes, used again and again.
    package static func cut(_ body: ByteBuffer, into sizes: [Int]) -> [ByteBuffer] {
        var body = body
        var pieces: [ByteBuffer] = []
        while body.readableBytes > 0 {
            let size = min(max(1, sizes[pieces.count % sizes.count]), body.readableBytes)
            guard let piece = body.readSlice(length: size) else { break }
            pieces.append(piece)
        }
        return pieces
    }
}

/// One answer being read.
private final class ScriptedAnswer: UpstreamAnswer {
    let head: ResponseHead
    private let script: ScriptedUpstream.Script
    private let position = Mutex(0)

    init(_ script: ScriptedUpstream.Script) {
        self.script = script
        head = ResponseHead(status: script.status, fields: script.fields)
    }

    func next() async throws(GatewayError) -> ByteBuffer? {
        let place = position.withLock { position in
            defer { position += 1 }
            return position
        }
        if script.pieces.indices.contains(place) { return script.pieces[place] }
        guard script.isWhole else {
            throw GatewayError(
                .upstreamError, "The provider closed the connection early.", origin: .upstream(""),
                retry: .nextTarget, cause: "cut")
        }
        return nil
    }

    /// Goes on at once where the sink asks for a pause: nothing here can run full.
    func drain(into sink: any PieceSink) async throws(GatewayError) {
        while let piece = try await next() {
            sink.receive(piece)
            _ = sink.flush()
        }
    }

    func resumeReading() {}
    func cancel() {}
}
