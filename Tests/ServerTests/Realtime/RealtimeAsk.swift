import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Requests for a realtime session as bytes.
enum RealtimeAsk {
    static let created = #"{"type":"session.created","event_id":"e1","session":{"model":"m"}}"#
    /// What the answer to the standard's own key is (RFC 6455 §1.3).
    static let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    static func open(
        _ target: String = "/v1/realtime?model=a/m", fields: String = Ask.authorized, method: String = "GET",
        upgrade: String = "connection: keep-alive, Upgrade\r\nupgrade: websocket\r\n",
        socket: String = "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    ) -> String {
        Ask.get(target, method: method, fields: fields + upgrade + socket)
    }
}

extension RawClient {
    /// Opens a session and waits for its 101; nil when another answer came.
    func openSession(_ request: String = RealtimeAsk.open()) async -> SocketTranscript? {
        await send(request)
        _ = await inbox.wait { $0.ending != nil || SocketTranscript($0, isMasked: false).status > 0 }
        let said = transcript
        return said.status == 101 ? said : nil
    }

    var transcript: SocketTranscript { SocketTranscript(inbox.content, isMasked: false) }

    /// Waits until as many messages have come.
    func messages(_ count: Int) async -> [WebSocketMessage] {
        _ = await inbox.wait {
            $0.ending != nil || SocketTranscript($0, isMasked: false).messages.count >= count
        }
        return transcript.messages
    }
}

extension SocketUpstream.Connection {
    var transcript: SocketTranscript { SocketTranscript(inbox.content, isMasked: true) }

    func messages(_ count: Int) async -> [WebSocketMessage] {
        _ = await inbox.wait { $0.ending != nil || SocketTranscript($0, isMasked: true).messages.count >= count }
        return transcript.messages
    }
}

extension SocketUpstream.Step {
    static func say(_ text: String) -> SocketUpstream.Step { .sendBytes(Frame.text(text, masked: false)) }
}
