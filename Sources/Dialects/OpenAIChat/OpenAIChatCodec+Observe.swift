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
        let reason = json["choices"]?[0]?["finish_reason"]?.string
        let finish = reason.flatMap { $0.isEmpty ? nil : OpenAIFinish.read($0, hasCalls: false) }
        return (OpenAIUsage.count(json["usage"]), finish, json["service_tier"]?.string)
    }
}
