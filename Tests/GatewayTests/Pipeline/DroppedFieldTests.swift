import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What `x-llmgateway-dropped` can hold.
struct DroppedFieldTests {
    @Test func `a line break in a member's name made the whole field vanish`() {
        let value = ReplyFields.dropped(["a\nb", "messages[2].name", "größe", "x,y", "100%"])
        #expect(value == "a%0Ab, messages[2].name, gr%C3%B6%C3%9Fe, x%2Cy, 100%25")
        var fields = HeaderFields()
        let isTaken = fields.append("x-llmgateway-dropped", value)
        #expect(isTaken)
    }

    @Test func `thousands of losses made a field of megabytes`() {
        let value = ReplyFields.dropped((0..<50_000).map { "member_\($0)" })
        #expect(value.utf8.count <= 4_096)
        #expect(value.hasPrefix("member_0, member_1, "))
        let told = value.split(separator: ", ")
        #expect(told.last == "+\(50_000 - (told.count - 1)) more")
        #expect(ReplyFields.dropped([String(repeating: "x", count: 5_000), "y"]) == "+2 more")
        let exact = String(repeating: "x", count: 4_096)
        #expect(ReplyFields.dropped([exact]) == exact)
    }

    @Test func `a request's odd member is told on the reply`() async {
        let replay = await Replay(
            ByteBuffer(string: #"{"model":"up/m","messages":[{"role":"user","content":"?"}],"a\nb":1}"#),
            to: .gemini,
            answer: .init(
                fields: HeaderFields(),
                pieces: [
                    ByteBuffer(
                        string: #"{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}]}"#)
                ]))
        #expect(replay.status == 200)
        #expect(replay.reply.head?.fields.first("x-llmgateway-dropped") == "a%0Ab")
    }
}
