import Dialects
import NIOCore
import Testing
import Wire

@Suite struct `Anthropic answers` {
    @Test func `cached tokens are part of the input`() throws {
        let response = try Anthropic.response([
            "id": "msg_1", "model": "claude", "content": [], "stop_reason": "end_turn",
            "usage": [
                "input_tokens": 3, "cache_read_input_tokens": 10, "cache_creation_input_tokens": 7,
                "cache_creation": ["ephemeral_5m_input_tokens": 5, "ephemeral_1h_input_tokens": 2],
                "output_tokens": 4, "output_tokens_details": ["thinking_tokens": 9],
            ],
        ])
        #expect(response.usage?.input == 20)
        #expect(response.usage?.cacheRead == 10)
        #expect(response.usage?.cacheWrite == 7)
        #expect(response.usage?.cacheWriteOneHour == 2)
        #expect(response.usage?.reasoning == 4)
    }

    @Test(arguments: [
        ("end_turn", FinishReason.stop), ("max_tokens", .length), ("stop_sequence", .stop), ("tool_use", .toolCalls),
        ("pause_turn", .pause), ("refusal", .contentFilter), ("model_context_window_exceeded", .length),
        ("something_new", .other("something_new")),
    ])
    func `every stop reason is read and said again`(reason: String, finish: FinishReason) throws {
        let sequence: JSONValue = reason == "stop_sequence" ? "END" : nil
        let response = try Anthropic.response([
            "id": "msg_1", "content": [], "stop_reason": .string(reason), "stop_sequence": sequence,
        ])
        #expect(response.candidates.first?.finish == finish)
        #expect(try Anthropic.encoded(response)["stop_reason"]?.string == reason)
    }

    @Test func `an answer is read whatever it looks like`() throws {
        let response = try Anthropic.response([
            "id": 7, "content": [1, ["type": 3], ["type": "text"], ["type": "hologram", "x": 1]], "stop_reason": 5,
            "usage": ["output_tokens": "many"],
        ])
        #expect(response.candidates.first?.finish == nil)
        #expect(response.candidates.first?.parts.count == 4)
    }

    @Test func `server tools are neither text nor calls of the caller`() throws {
        let response = try Anthropic.response([
            "content": [["type": "server_tool_use", "id": "s", "name": "web_search", "input": ["query": "x"]]],
            "stop_reason": "end_turn",
        ])
        guard case .opaque? = response.candidates.first?.parts.first else {
            Issue.record("not opaque")
            return
        }
        #expect(response.candidates.first?.finish == .stop)
    }

    @Test func `interleaved tool calls become blocks one after the other`() throws {
        let call = { (id: String) in Part.toolCall(ToolCall(id: id, name: "f", arguments: "")) }
        let bytes = Anthropic.stream([
            .start(ResponseStart(id: "x", model: "m")),
            .open(candidate: 0, index: 0, part: .text(TextPart(""))), .delta(candidate: 0, index: 0, .text("a")),
            .open(candidate: 0, index: 1, part: call("1")), .open(candidate: 0, index: 2, part: call("2")),
            .delta(candidate: 0, index: 1, .arguments("{\"n\":")), .delta(candidate: 0, index: 2, .arguments("{}")),
            .delta(candidate: 0, index: 1, .arguments("1}")), .close(candidate: 0, index: 1),
            .close(candidate: 0, index: 2), .finish(candidate: 0, .toolCalls, stopSequence: nil),
        ])
        let parts = ResponseFold(try Anthropic.events(bytes)).response.candidates.first?.parts
        #expect(
            parts == [
                .text(TextPart("a")), .toolCall(ToolCall(id: "1", name: "f", arguments: "{\"n\":1}")),
                .toolCall(ToolCall(id: "2", name: "f", arguments: "{}")),
            ])
    }

    @Test func `a cut stream is not whole, an error event is a failure`() throws {
        let start = ##"event: message_start\##ndata: {"type":"message_start","message":{"id":"m"}}\##n\##n"##
        #expect(!ResponseFold(try Anthropic.events(ByteBuffer(string: start))).isWhole)
        let error = ##"data: {"type":"error","error":{"type":"overloaded_error","message":"Busy"}}\##n\##n"##
        let fold = ResponseFold(try Anthropic.events(ByteBuffer(string: start + error)))
        #expect(fold.failure?.status == 529)
        #expect(fold.failure?.message == "Busy")
    }

    @Test func `a failure says what fits its status, with our hints inside error`() throws {
        var failure = try Anthropic.failure(
            401, ["type": "error", "error": ["type": "authentication_error", "message": "bad", "x": 1]])
        failure.status = 502
        failure.hint = "Check the key."
        let json = try Anthropic.encoded(failure)
        #expect(
            json == [
                "type": "error",
                "error": ["type": "api_error", "message": "bad", "x": 1, "hint": "Check the key."],
                "request_id": nil,
            ])
        #expect(try Anthropic.failure(529, nil).type == "overloaded_error")
    }
}
