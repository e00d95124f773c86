import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Requests with files: relayed, the model's name apart, byte for byte.
@Suite struct `Recorded forms` {
    private func relay(_ operation: Gateway.Operation, _ endpoint: String, body: ByteBuffer? = nil) async throws -> Int
    {
        var ran = 0
        let exchanges =
            Recordings.shared?.exchanges {
                $0.provider == "openai" && $0.endpoint == endpoint && $0.status == 200
            } ?? []
        for exchange in exchanges {
            let form =
                "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nup/whisper-1\r\n--x\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n\u{1}\r\n--x--\r\n"
            let core = FormHouse(ScriptedUpstream.Script(exchange))
            let reply = await core.call(form, operation)
            #expect(reply.status == 200, "\(exchange.name): \(String(buffer: reply.body).prefix(200))")
            #expect(reply.body == exchange.response.body, "\(exchange.name)")
            let sent = try #require(core.upstream.requests.last)
            #expect(String(buffer: sent.body) == form.replacing("up/whisper-1", with: "whisper-1"))
            #expect(sent.fields.first("content-type") == "multipart/form-data; boundary=x")
            ran += 1
        }
        return ran
    }

    @Test func `speech becomes text`() async throws {
        let ran = try await relay(.transcribe, "audio.transcriptions") + relay(.translateSpeech, "audio.translations")
        print("Replays: forms with speech: \(ran) ran")
    }

    @Test func `pictures are changed`() async throws {
        let ran = try await relay(.editImage, "images.edits") + relay(.varyImage, "images.variations")
        print("Replays: forms with pictures: \(ran) ran")
    }

    @Test func `what is no form, or names the model twice, is refused`() async throws {
        let house = FormHouse(.json("{}"))
        #expect(await house.call("{}", .transcribe, type: "application/json").status == 415)
        #expect(await house.call("--x\r\n", .transcribe).status == 400)
        let twice =
            "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nup/a\r\n--x\r\n"
            + "Content-Disposition: form-data; name=\"model\"\r\n\r\nup/b\r\n--x--\r\n"
        #expect(await house.call(twice, .transcribe).status == 400)
        #expect(house.upstream.requests.isEmpty)
        let none = FormHouse(.json("{}"), kind: .anthropic)
        let form = "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nup/a\r\n--x--\r\n"
        #expect(await none.call(form, .transcribe).status == 400)
    }
}

private struct FormHouse {
    let upstream: ScriptedUpstream
    private let core: GatewayCore

    init(_ script: ScriptedUpstream.Script, kind: ProviderKind = .openAI) {
        upstream = ScriptedUpstream(script)
        let provider = Provider(
            id: "up", kind: kind, origin: Origin(isTLS: false, host: "up.invalid", port: 80), basePath: "",
            authorization: kind.authorization, credential: nil, endpoints: kind.endpoints)
        core = GatewayCore(
            snapshot: Snapshot(auth: Snapshot.Auth(mode: .none, keys: []), providers: [provider]),
            parts: GatewayCore.Parts(
                network: upstream, mock: upstream, log: InMemoryRequestLog(), effects: Effects(now: { 1_700_000_000 })))
    }

    func call(
        _ body: String, _ operation: Gateway.Operation, type: String = "multipart/form-data; boundary=x"
    ) async -> CollectingReply {
        var fields = HeaderFields()
        fields.append("content-type", type)
        let call = Call(
            id: core.makeRequestID(), snapshot: core.snapshot, dialect: .openAIChat, operation: operation,
            head: RequestHead(method: .post, target: "/v1/audio/transcriptions", fields: fields),
            body: ByteBuffer(string: body), principal: Principal(name: "one"), caller: TestCaller(), arrived: .now(),
            record: CallRecord())
        let reply = CollectingReply()
        await core.run(call, reply: reply)
        return reply
    }
}
