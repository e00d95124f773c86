import Dialects
import Testing

@testable import Gateway

struct StreamJoinTests {
    private static let start = GenerationEvent.start(ResponseStart(id: "1", model: "m"))

    private func joined(_ legs: [[GenerationEvent]]) -> [GenerationEvent] {
        var join = StreamJoin()
        return legs.enumerated().flatMap { number, leg in
            (number > 0 ? join.beginLeg() : []) + leg.compactMap { join.join($0) }
        }
    }

    private static func text(_ index: Int, _ pieces: String...) -> [GenerationEvent] {
        [.open(candidate: 0, index: index, part: .text(TextPart("")))]
            + pieces.map { .delta(candidate: 0, index: index, .text($0)) }
    }

    private static let thought: [GenerationEvent] = [
        .open(candidate: 0, index: 0, part: .reasoning(Reasoning(text: ""))),
        .delta(candidate: 0, index: 0, .text("hm")), .close(candidate: 0, index: 0),
    ]
    private static let finish = GenerationEvent.finish(candidate: 0, .stop, stopSequence: nil)

    @Test func `text goes on in the part that was open, with one start and one end`() {
        let events = joined([
            [Self.start] + Self.text(0, "a", "b"),
            [Self.start] + Self.text(0, "c") + [.close(candidate: 0, index: 0), Self.finish, .end],
        ])
        #expect(
            events == [Self.start] + Self.text(0, "a", "b", "c") + [.close(candidate: 0, index: 0), Self.finish, .end])
        #expect(ResponseFold(events).isWhole)
    }

    @Test func `a thought behind the answer's beginning is left out`() {
        let events = joined([
            [Self.start] + Self.text(0, "a"), [Self.start] + Self.thought + Self.text(1, "b") + [Self.finish],
        ])
        #expect(events == [Self.start] + Self.text(0, "a", "b") + [Self.finish])
    }

    @Test func `a thought that broke off is closed, and the next model's follows`() {
        let events = joined([
            [Self.start] + Self.thought.dropLast(), [Self.start] + Self.thought + Self.text(1, "b") + [Self.finish],
        ])
        let fold = ResponseFold(events)
        #expect(fold.response.candidates.first?.parts.count == 3 && fold.isWhole)
        #expect(events.count { $0 == .close(candidate: 0, index: 0) } == 1)
    }

    @Test func `half a tool call is not gone on with, nor is a finished answer`() {
        var join = StreamJoin()
        _ = join.join(Self.start)
        #expect(join.mayGoOn)
        _ = join.join(.open(candidate: 0, index: 0, part: .toolCall(ToolCall(id: "1", name: "f", arguments: ""))))
        #expect(!join.mayGoOn)
        var finished = StreamJoin()
        for event in [Self.start] + Self.text(0, "a") + [Self.finish] { _ = finished.join(event) }
        #expect(!finished.mayGoOn)
    }

    @Test func `text behind a citation is remembered, and goes on in its part`() {
        let citation = GenerationEvent.open(candidate: 0, index: 1, part: .citation(Citation()))
        let first: [GenerationEvent] =
            [Self.start] + Self.text(0, "a") + [citation, .close(candidate: 0, index: 1)]
            + [.delta(candidate: 0, index: 0, .text("b"))]
        var join = StreamJoin()
        for event in first { _ = join.join(event) }
        #expect(join.text == "ab")
        _ = join.beginLeg()
        #expect(join.join(Self.start) == nil)
        let next = join.join(.open(candidate: 0, index: 0, part: .text(TextPart("c"))))
        #expect(next == .delta(candidate: 0, index: 0, .text("c")))
    }
}
