import Dialects
import Gateway
import NIOCore
import Wire

/// The mock provider on a port of its own: every request is answered from its bytes alone, no key is asked for.
struct MockPlane: ConnectionPlane {
    private static let bodyLimit = 32 << 20
    /// How long a scenario that hangs does so.
    private static let patience = TimeAmount.hours(1)

    func makeRequestID() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }

    func serve(_ head: RequestHead, _ connection: CallerConnection) async {
        connection.beginBody(limit: Self.bodyLimit)
        await connection.untilBody()
        do throws(BodyIntake.Failure) {
            let body = try connection.endBody()
            let script = MockProvider.serve(
                method: head.method, target: head.target, scenario: head.fields.first("x-mock-scenario"), body: body)
            await play(script, connection)
        } catch {
            switch error {
            case .tooLarge:
                refuse(connection, GatewayError(.bodyTooLarge, "The body is larger than \(Self.bodyLimit) bytes."))
            case .tooSlow:
                connection.closesAfterReply = true
                refuse(connection, GatewayError(.requestTimeout, "The body of the request came too slowly."))
            case .broken(let error):
                connection.closesAfterReply = true
                refuse(connection, GatewayError(framing: error))
            case .gone: break
            }
        }
    }

    /// A script that breaks leaves its reply open: the connection then closes without a proper end.
    private func play(_ script: MockScript, _ connection: CallerConnection) async {
        let head = ReplyHead(status: script.head.status, fields: script.head.fields)
        do throws(GatewayError) {
            let answer = try await MockUpstream.play(
                script, for: connection, within: MockBounds(patience: Self.patience))
            if script.isInOnePiece {
                try connection.reply(head, body: script.pieces.first ?? ByteBuffer())
            } else {
                try await connection.relay(head, first: [], from: answer, through: OpenTap())
            }
        } catch {
            if error.code != .callerGone, !connection.isCommitted { refuse(connection, error) }
        }
    }

    func refuse(_ connection: CallerConnection, _ error: GatewayError) {
        let broken = connection.discardArrivedBody().map { GatewayError(framing: $0) }
        let reply = ErrorReply.render(broken ?? error, dialect: .openAIChat, id: connection.requestID, pages: nil)
        try? connection.reply(reply.head, body: reply.body)
    }
}

/// Lets everything pass, and leaves a cut answer cut.
private final class OpenTap: RelayTap {
    func pass(_ piece: ByteBuffer) -> ByteBuffer { piece }
    func end(_ failure: GatewayError?) -> ByteBuffer? { failure == nil ? ByteBuffer() : nil }
}
