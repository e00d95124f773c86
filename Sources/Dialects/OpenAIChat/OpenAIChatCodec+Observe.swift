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
        json.forEachMember(in: Self.read) { place, member in
            switch place {
            case 0: choices = member.view
            case 1: usage = member.view
            default: tier = member.view
            }
        }
        let finish = choices?[0]?["finish_reason"].flatMap(OpenAIFinish.read)
        return (OpenAIUsage.count(usage), finish, tier.flatMap(Self.tier))
    }

    /// The tier most answers name needs no text made for it.
    private static func tier(_ view: JSONView) -> String? {
        view.stringEquals("default") ? "default" : view.string
    }

    private static let read = JSONNames(["choices", "usage", "service_tier"])
}
