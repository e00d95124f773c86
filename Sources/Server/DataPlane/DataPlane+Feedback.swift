import Dialects
import Gateway
import NIOCore
import Wire

/// `/v1/gateway/feedback`: what callers say of answers they have had.
extension DataPlane {
    @inline(never)
    func takeFeedback(
        from principal: Principal, _ head: RequestHead, arrived: NIODeadline, _ connection: CallerConnection
    ) async {
        do throws(GatewayError) {
            let told = try await core.takeFeedback(try await readSmallBody(head, connection), from: principal)
            answer(connection, .json(told.bytes, id: connection.requestID))
        } catch {
            var refused = Refused(head: head, arrived: arrived)
            refused.principal = principal
            refuse(connection, error, .openAIChat, refused)
        }
    }
}
