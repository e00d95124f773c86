import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// What is billed by the second, the character or the picture: from the answer to the cost, and its ceiling before.
struct PiecePriceTests {
    private static let whisper = PricedCall.row { $0.pieces.second = Price(usdPerPiece: "0.0001") }
    private static let voice = PricedCall.row { $0.pieces.character = Price(usdPerMillionTokens: "15") }
    private static let painter = PricedCall.row {
        $0.pieces.image = Price(usdPerPiece: "0.04")
        $0.pieces.pictures = [
            .init(size: "1024x1024", quality: nil, price: Price(attoUSD: 50_000_000_000_000_000)),
            .init(size: "1024x1024", quality: "hd", price: Price(attoUSD: 80_000_000_000_000_000)),
        ]
    }

    private static let form =
        "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\np/m\r\n--b\r\ncontent-disposition: form-data; "
        + "name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\r\n--b--\r\n"

    private func transcribed(
        _ row: PriceRow?, _ answer: String, type: String = "application/json", budget: String? = nil
    ) async throws -> PricedCall.Outcome {
        let call = PricedCall(
            operation: .transcribe, row: row, budget: budget,
            fields: [("content-type", "multipart/form-data; boundary=b")])
        return try await call.run(Self.form, PricedCall.script(answer, type: type))
    }

    @Test(arguments: [
        (#"{"text":"hi","usage":{"type":"duration","seconds":9}}"#, "0.0009"),
        (#"{"text":"hi","duration":8.470000267028809,"segments":[]}"#, "0.0008471"),
        (#"{"text":"hi","duration":8.4,"usage":{"type":"duration","seconds":9}}"#, "0.0009"),
    ])
    func `a recording is billed by its seconds`(_ answer: String, _ cost: String) async throws {
        #expect(try await transcribed(Self.whisper, answer).cost == cost)
    }

    @Test func `seconds that are not told are an unknown cost, not none`() async throws {
        #expect(try await transcribed(Self.whisper, #"{"text":"hi"}"#).settled == nil)
        #expect(try await transcribed(Self.whisper, "hi", type: "text/plain").settled == nil)
        let tokens = PricedCall.row({ $0.classes.input = Price(usdPerMillionTokens: "2.5") }, isConfigured: false)
        let seconds = #"{"text":"hi","usage":{"type":"duration","seconds":9}}"#
        #expect(try await transcribed(tokens, seconds).settled == nil)
        let counted = #"{"text":"hi","usage":{"type":"tokens","input_tokens":4,"output_tokens":1,"total_tokens":5}}"#
        #expect(try await transcribed(tokens, counted).cost == "0.00001")
    }

    @Test func `a stream of a transcription tells its usage in its last event`() async throws {
        let events =
            "data: {\"type\":\"transcript.text.delta\",\"delta\":\"hi\"}\n\n"
            + "data: {\"type\":\"transcript.text.done\",\"text\":\"hi\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,"
            + "\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":14},\"output_tokens\":2,\"total_tokens\":16}}\n\n"
        let row = PricedCall.row {
            $0.classes.input = Price(usdPerMillionTokens: "1")
            $0.classes.inputAudio = Price(usdPerMillionTokens: "3")
            $0.classes.output = Price(usdPerMillionTokens: "5")
        }
        let outcome = try await transcribed(row, events, type: "text/event-stream")
        #expect(outcome.text == events)
        #expect(outcome.settled == "0.000052")
    }

    @Test func `a recording of unknown length is not for a key with a budget`() async throws {
        let outcome = try await transcribed(Self.whisper, "{}", budget: "100")
        #expect(outcome.status == 400 && outcome.sent.isEmpty)
        #expect(outcome.text.contains("how long a recording is"))
    }

    private func spoken(_ row: PriceRow, budget: String? = nil) async throws -> PricedCall.Outcome {
        try await PricedCall(operation: .speak, row: row, budget: budget)
            .run(#"{"model":"p/m","input":"Größe 👍","voice":"a"}"#, PricedCall.script("ID3", type: "audio/mpeg"))
    }

    @Test func `a text is spoken by its characters, which are known before`() async throws {
        // Seven characters at 15 USD a million.
        let outcome = try await spoken(Self.voice, budget: "0.000105")
        #expect(outcome.status == 200)
        #expect(outcome.settled == "0.000105")
        #expect(outcome.ceilings.first?.intent.ceiling?.usd == "0.000105")
        #expect(outcome.log?.usage == nil)
        #expect(try await spoken(Self.voice, budget: "0.000104").status == 402)
    }

    private func drawn(
        _ members: String, _ answer: String, row: PriceRow = painter, budget: String? = nil
    ) async throws -> PricedCall.Outcome {
        try await PricedCall(operation: .drawImages, row: row, budget: budget)
            .run(#"{"model":"p/m","prompt":"a cat"\#(members)}"#, PricedCall.script(answer))
    }

    @Test(arguments: [
        ("", #"{"data":[{"url":"a"},{"url":"b"}]}"#, "0.08"),
        (#","size":"1024x1024""#, #"{"data":[{"url":"a"}]}"#, "0.05"),
        (#","size":"1024x1024","quality":"hd""#, #"{"data":[{"url":"a"}]}"#, "0.08"),
        (#","size":"512x512","quality":"hd""#, #"{"data":[{"url":"a"}]}"#, "0.04"),
        (#","size":"auto""#, #"{"data":[{"url":"a"}],"size":"1024x1024","quality":"hd"}"#, "0.08"),
    ])
    func `pictures are billed by their number, size and quality`(
        _ members: String, _ answer: String, _ cost: String
    ) async throws {
        #expect(try await drawn(members, answer).cost == cost)
    }

    @Test func `the dearest picture bounds them, as many as are asked for`() async throws {
        let one = #"{"data":[{"url":"a"}]}"#
        let outcome = try await drawn(#","n":3"#, one, budget: "0.24")
        #expect(outcome.status == 200)
        #expect(outcome.ceilings.first?.intent.ceiling?.usd == "0.24")
        #expect(try await drawn(#","n":3"#, one, budget: "0.239").status == 402)
    }

    @Test func `a picture of a size without a price is an unknown cost`() async throws {
        let row = PricedCall.row {
            $0.pieces.pictures = [.init(size: "1x1", quality: nil, price: Price(attoUSD: 1))]
        }
        #expect(try await drawn("", #"{"data":[{"url":"a"}]}"#, row: row).settled == nil)
        #expect(try await drawn("", #"{"data":[]}"#, row: row).settled == "0")
    }

    @Test func `max_cost_usd was not held against what has no answer in tokens`() async throws {
        let row = PricedCall.row { $0.classes.input = Price(usdPerMillionTokens: "1000") }
        let call = PricedCall(
            operation: .embed, row: row, fields: [("x-llmgateway-max-cost-usd", "0.001")])
        let outcome = try await call.run(
            #"{"model":"p/m","input":"hello"}"#, PricedCall.script(#"{"data":[],"usage":{"prompt_tokens":1}}"#))
        #expect(outcome.status == 402 && outcome.sent.isEmpty)
    }

    @Test func `reasoning, tiers and every other class of a row are summed exactly`() {
        let row = PricedCall.row {
            $0.classes.input = Price(usdPerMillionTokens: "1")
            $0.classes.output = Price(usdPerMillionTokens: "2")
            $0.classes.reasoning = Price(usdPerMillionTokens: "3")
            $0.request = Price(usdPerPiece: "0.001")
            $0.pieces.second = Price(usdPerPiece: "0.01")
            var above = $0.classes
            above.input = Price(usdPerMillionTokens: "10")
            $0.tiers = [(100, above)]
        }
        var usage = Usage(input: 100, output: 50)
        usage.reasoning = 20
        usage.pieces = UsagePieces(heard: 1_500, hasTokens: true)
        // 100 × 1 + 30 × 2 + 20 × 3 micro-USD, the request, a second and a half
        #expect(row.settledCost(of: usage)?.usd == "0.01622")
        usage.input = 101
        #expect(row.settledCost(of: usage)?.usd == "0.01713")
        usage.pieces = nil
        #expect(row.settledCost(of: usage) == nil)
    }

    @Test(
        arguments: [
            ("12", 12_000), ("8.470000267028809", 8_471), ("0.5", 500), ("0.0001", 1), ("3.0", 3_000), ("1e3", nil),
            ("-1", nil), (".", nil), ("", nil),
        ] as [(String, Int?)])
    func `seconds become milliseconds, rounded up`(_ text: String, _ milliseconds: Int?) throws {
        let json = try JSONDocument(validating: "\"\(text)\"").root
        #expect(UsagePieces.milliseconds(json) == milliseconds)
    }

    @Test func `a transcription in a session is billed by its seconds`() throws {
        let event =
            #"{"type":"conversation.item.input_audio_transcription.completed","item_id":"i","#
            + #""usage":{"type":"duration","seconds":6}}"#
        var meter = SessionMeter(model: "m", isTranscription: true) { _ in Self.whisper }
        meter.take(RealtimeEvent(ByteBuffer(string: event)))
        #expect(meter.cost?.usd == "0.0006")
        #expect(meter.usage == nil)
    }
}
