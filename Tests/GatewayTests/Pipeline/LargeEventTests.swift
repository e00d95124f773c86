import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Events of a relayed stream that are larger than most.
struct LargeEventTests {
    private static let usage = #"data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}"# + "\n\n"
    private static let finish = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"# + "\n\n"
    private static let done = "data: [DONE]\n\n"
    private static let head = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n"

    /// An event of so many bytes and some more; open: without its end.
    private static func large(_ bytes: Int, isOpen: Bool = false) -> String {
        #"data: {"choices":[{"index":0,"delta":{"content":""# + String(repeating: "x", count: bytes)
            + (isOpen ? "" : #""}}]}"# + "\n\n")
    }

    private func replay(_ text: String, cut: Int = 65_536) async -> Replay {
        var fields = HeaderFields()
        fields.append("content-type", "text/event-stream")
        var rest = ByteBuffer(string: text)
        var pieces: [ByteBuffer] = []
        while let piece = rest.readSlice(length: min(cut, rest.readableBytes)), piece.readableBytes > 0 {
            pieces.append(piece)
        }
        return await Replay(
            ByteBuffer(string: #"{"model":"up/m","messages":[],"stream":true}"#), to: .openAICompatible,
            answer: .init(fields: fields, pieces: pieces))
    }

    @Test(arguments: [2 << 20, 9 << 20])
    func `a large event blinded the tap for all that followed`(_ bytes: Int) async {
        let large = Self.large(bytes)
        for cut in [65_536, large.utf8.count + Self.head.utf8.count + 10] {
            let replay = await replay(Self.head + large + Self.finish + Self.usage + Self.done, cut: cut)
            #expect(replay.log?.usage?.input == 3)
            #expect(replay.log?.finish == .stop && replay.log?.code == nil)
            #expect(replay.reply.body == ByteBuffer(string: Self.head + large + Self.finish + Self.done))
        }
    }

    @Test(arguments: [2 << 20, 9 << 20])
    func `a stream without a finish ended well where a large event had passed`(_ bytes: Int) async {
        let replay = await replay(Self.head + Self.large(bytes) + Self.head)
        #expect(replay.log?.code == .upstreamError)
        let text = String(buffer: replay.reply.body)
        #expect(text.hasPrefix(Self.head) && !text.contains("[DONE]"))
        #expect(text.suffix(2_000).contains(Self.head + #"data: {"error":"#))
    }

    @Test func `an error was glued to half a line`() async {
        let open = Self.large(9 << 20, isOpen: true)
        let replay = await replay(Self.head + open)
        #expect(replay.log?.code == .upstreamError)
        let text = String(buffer: replay.reply.body)
        #expect(text.hasPrefix(Self.head + "data: {"))
        #expect(text.suffix(2_000).contains("xxx\n\n" + #"data: {"error":"#))
    }

    @Test func `nothing is added where the last event may have held the finish`() async {
        let text = Self.head + Self.large(9 << 20)
        let replay = await replay(text)
        #expect(replay.reply.body == ByteBuffer(string: text))
    }
}
