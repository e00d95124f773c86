package import NIOCore
package import Wire

extension OpenAIChatCodec {
    package func makeStreamObserver() -> any StreamObserver { OpenAIChatObserver() }

    /// Most events of a stream: text, and neither a finish, nor usage, nor an error. `[DONE]` is shorter than any.
    package func isQuietEvent(_ bytes: ByteBuffer) -> Bool {
        bytes.readableBytes > 32 && JSONGlance.hasNone(of: Self.observed, in: bytes)
    }

    private static let observed: [StaticString] = ["finish_reason", "usage", "error"]

    package func readUsage(_ json: JSONView) -> (usage: Usage?, finish: FinishReason?, serviceTier: String?) {
        var (choices, usage, tier): (JSONView?, JSONView?, JSONView?)
        var members = JSONMemberCursor(json)
        while let place = members.next(of: Self.read) {
            switch place {
            case 0: choices = members.value
            case 1: usage = members.value
            default: tier = members.value
            }
        }
        let reason = choices?[0]?["finish_reason"]
        let finish = reason?.string.flatMap { $0.isEmpty ? nil : OpenAIFinish.read($0, hasCalls: false) }
        return (OpenAIUsage.count(usage), finish, tier?.string)
    }

    private static let read = JSONNames(["choices", "usage", "service_tier"])
}
