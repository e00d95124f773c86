import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// What a session costs, by what its events say.
struct SessionMeterTests {
    private static func row(_ change: (inout PriceRow.Classes) -> Void, request: String? = nil) -> PriceRow {
        var classes = PriceRow.Classes()
        change(&classes)
        return PriceRow(
            classes: classes, request: request.flatMap { Price(usdPerPiece: $0) }, isConfigured: false)
    }

    private static let voice = row {
        $0.input = Price(usdPerMillionTokens: "4")
        $0.output = Price(usdPerMillionTokens: "16")
        $0.cacheRead = Price(usdPerMillionTokens: "0.4")
        $0.cacheReadImage = Price(usdPerMillionTokens: "0.5")
        $0.inputAudio = Price(usdPerMillionTokens: "32")
        $0.inputImage = Price(usdPerMillionTokens: "5")
        $0.outputAudio = Price(usdPerMillionTokens: "64")
    }
    private static let scribe = row {
        $0.input = Price(usdPerMillionTokens: "1")
        $0.output = Price(usdPerMillionTokens: "2")
    }

    private func meter(_ events: [String], isTranscription: Bool = false) -> SessionMeter {
        var said = ProviderMessages(
            meter: SessionMeter(model: "voice", isTranscription: isTranscription) {
                ["voice": Self.voice, "scribe": Self.scribe][$0]
            })
        for event in events { said.pass(Frame.text(event, masked: false)) }
        return said.meter
    }

    private static let done =
        #"{"type":"response.done","response":{"id":"r1","usage":{"total_tokens":1300,"input_tokens":1000,"#
        + #""output_tokens":300,"input_token_details":{"text_tokens":400,"audio_tokens":500,"image_tokens":100,"#
        + #""cached_tokens":350,"cached_tokens_details":{"text_tokens":100,"audio_tokens":200,"image_tokens":50}},"#
        + #""output_token_details":{"text_tokens":100,"audio_tokens":200}}}}"#

    @Test func `tokens are billed by class, summed over the answers and rounded once`() throws {
        let meter = meter([#"{"type":"response.created","response":{"id":"r1"}}"#, Self.done, Self.done])
        // Text 300, audio 300, image 50; from the cache text 100, audio 200 and image 50; out text 100 and audio 200.
        let one = 300 * 4_000 + 300 * 32_000 + 50 * 5_000 + 300 * 400 + 50 * 500 + 100 * 16_000 + 200 * 64_000
        #expect(meter.cost == Money(nanoUSD: Int64(2 * one)))
        #expect(meter.usage?.input == 2_000)
        #expect(meter.usage?.inputAudio == 1_000)
        #expect(meter.usage?.cacheReadImage == 100)
        #expect(meter.usage?.outputAudio == 400)
        #expect(meter.usage?.total == 2_600)
    }

    @Test(arguments: [
        #"{"audio":{"input":{"transcription":{"model":"scribe"}}}}"#,
        #"{"input_audio_transcription":{"model":"scribe"}}"#,
    ])
    func `what is transcribed is billed at that model's price`(_ session: String) {
        let usage = #"{"type":"tokens","input_tokens":10,"output_tokens":5}"#
        let said = #"{"type":"conversation.item.input_audio_transcription.completed","usage":\#(usage)}"#
        #expect(meter([#"{"type":"session.updated","session":\#(session)}"#, said]).cost == Money(nanoUSD: 20_000))
        #expect(meter([said]).cost == nil)
        #expect(meter([said], isTranscription: true).cost == Money(nanoUSD: 10 * 4_000 + 5 * 16_000))
    }

    @Test(arguments: [
        [#"{"type":"response.created","response":{"id":"r2"}}"#], [#"{"type":"response.done","response":{"id":"r"}}"#],
        [
            #"{"type":"session.created","session":{"input_audio_transcription":{"model":"scribe"}}}"#,
            #"{"type":"conversation.item.input_audio_transcription.completed","usage":{"type":"duration","seconds":3}}"#,
        ],
    ])
    func `what is not told is unknown, not nothing`(_ events: [String]) {
        #expect(meter([Self.done] + events).cost == nil)
        #expect(meter([Self.done] + events).usage?.input == 1_000)
    }

    @Test func `a session in which nothing was said costs nothing, or the request`() {
        #expect(meter([#"{"type":"session.created","session":{}}"#]).cost == .zero)
        var fixed = SessionMeter(model: "m", isTranscription: false) { _ in Self.row({ _ in }, request: "0.05") }
        fixed.take(.responseBegan(id: "r"))
        #expect(fixed.cost == Money(nanoUSD: 50_000_000))
        #expect(SessionMeter(model: "m", isTranscription: false) { _ in nil }.cost == nil)
    }

    @Test func `bytes that are no frames leave the cost unknown`() {
        var said = ProviderMessages(
            meter: SessionMeter(model: "voice", isTranscription: false) { _ in Self.voice })
        said.pass(Frame.text(Self.done, masked: false))
        said.pass(ByteBuffer(string: "\u{7F}\u{7F}garbage"))
        #expect(said.meter.cost == nil)
        #expect(!said.isBetweenFrames)
    }
}
