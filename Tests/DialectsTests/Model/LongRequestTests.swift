import Dialects
import Testing
import Wire

/// Work in proportion to what was sent: each of these took the square of it, which is minutes at these sizes.
struct LongRequestTests {
    @Test func `unknown members of a request are not looked up one by one`() throws {
        let members = (0..<100_000).map { #""x\#($0)":1"# }.joined(separator: ",")
        let request = try OpenAIChat.request(
            #"{"messages":[{"role":"user","content":"x",\#(members)}],\#(members),"x5":2}"#)
        #expect(request.preserved?.members.count == 100_000)
        #expect(request.preserved?.members["x5"] == 2)
        #expect(request.messages.first?.preserved?.members.count == 100_000)
        var losses = Losses()
        losses.note(request.preserved, at: "", into: .geminiGenerate)
        losses.note(request.preserved, at: "", into: .anthropicMessages)
        #expect(losses.entries.count == 100_000)
    }

    @Test func `tool call ids of one spelling are not tried from the beginning`() throws {
        let calls = (0..<20_000).map { index in
            let marks = String(index, radix: 2).map { $0 == "0" ? "." : ":" }
            let padding = Array(repeating: ".", count: 16 - marks.count)
            return Part.toolCall(ToolCall(id: (padding + marks).joined(), name: "f", arguments: "{}"))
        }
        let json = try Anthropic.encoded(
            GenerationRequest(
                model: "m",
                messages: [
                    Message(role: .user, parts: [.text(TextPart("x"))]), Message(role: .assistant, parts: calls),
                ])
        ).json
        let turn = json["messages"]?.array?.first { $0["role"] == "assistant" }
        let ids = (turn?["content"]?.array ?? []).compactMap { $0["id"]?.string }
        #expect(ids.count == 20_000 && Set(ids).count == 20_000)
    }
}
