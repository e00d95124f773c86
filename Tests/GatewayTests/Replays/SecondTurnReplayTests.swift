import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// A recorded request of another dialect, said in the OpenAI form and translated back: what it asks must be the same.
@Suite struct `Requests survive the OpenAI door on their way to their own dialect` {
    /// What cannot be the same, with the reason; it is told the caller as a loss.
    static let changed: [String: String] = [
        "anthropic/messages-693898e745a7.json": systemTurn, "anthropic/messages-46744605fb59.json": systemTurn,
        "anthropic/messages-0c38852e2b28.json": systemTurn, "anthropic/messages-f14f87f928f5.json": systemTurn,
        "anthropic/messages-7364b8b96b95.json": forcedTool, "anthropic/messages-4297ac90d255.json": forcedTool,
        "anthropic/messages-54656faf3d9e.json": forcedTool,
    ]
    private static let systemTurn = "a system message within the conversation, which older models get as the user's"
    private static let forcedTool = "thinking by budget, without a catalogue, gives way to a forced tool"

    @Test func `what Anthropic was asked is asked again`() async throws {
        try await check(`Recorded answers of other dialects come back in the OpenAI form`.anthropic)
    }

    @Test func `what Gemini was asked is asked again`() async throws {
        try await check(`Recorded answers of other dialects come back in the OpenAI form`.gemini)
    }

    private func check(_ side: `Recorded answers of other dialects come back in the OpenAI form`.Side) async throws {
        var count = ReplayCount("\(side.kind.name), requests there and back")
        for exchange in side.exchanges where exchange.request?.body.readableBytes ?? 0 > 0 {
            guard TranslatedCall.answerOnly[exchange.name] == nil else { continue }
            let body = try TranslatedCall.body(exchange, side.dialect, isStream: false)
            let replay = await Replay(body, to: side.kind, answer: SpecificationAnswer.any)
            guard let sent = replay.sent else {
                Issue.record("\(exchange.name): \(replay.error?.text ?? "")")
                continue
            }
            let asked = RequestMeaning(try Self.request(exchange.request?.body ?? ByteBuffer(), side.dialect))
            let again = RequestMeaning(try Self.request(sent, side.dialect))
            let missing = asked.missing(in: again)
            if let reason = Self.changed[exchange.name] {
                #expect(replay.log?.dropped.isEmpty == false, "\(exchange.name)")
                count.leaveOut(reason)
                continue
            }
            count.run()
            let isSame = missing.isEmpty
            let more = again.missing(in: asked).map { $0.prefix(70) }
            #expect(isSame, "\(exchange.name): \(missing.map { $0.prefix(70) }), but \(more)")
        }
        count.say()
    }

    private static func request(_ bytes: ByteBuffer, _ dialect: Dialect) throws -> GenerationRequest {
        try dialect.codec.decodeRequest(JSONDocument(validating: bytes, maxDepth: 512).root)
    }
}
