import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Providers quote keys: in messages, in members nobody expects, in fields. A caller, or whoever reads the log, had the
/// gateway's own (pain 21).
@Suite struct `The gateway's key is in no reply and no log` {
    private static let doors: [Dialect] = [.openAIChat, .openAIResponses, .anthropicMessages, .geminiGenerate]
    private static let statuses = [400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529]
    private static let quoting = "Incorrect API key provided: \(PainCall.key). See your dashboard."

    private func expectNoKey(_ call: PainCall, _ name: String) {
        let hasKey = call.text.contains(PainCall.key) || call.text.contains("canary")
        #expect(!hasKey, "\(name): \(call.text)")
        call.reply.head?.fields.forEach { field, value in
            #expect(!value.contains(PainCall.key), "\(name): \(field)")
        }
        let log = call.log.map { entry in
            var text = ""
            dump(entry, to: &text)
            return text + "\(entry.cause ?? "") \(entry.upstreamRequestID ?? "")"
        }
        #expect(log?.contains(PainCall.key) == false, "\(name)")
    }

    @Test(arguments: Refusal.kinds)
    func `whatever status it is quoted under`(_ kind: ProviderKind) async {
        let fields = ["x-request-id", "anthropic-quoted", "x-ratelimit-key", "openai-organization", "www-authenticate"]
            .map { ($0, "bearer \(PainCall.key)") }
        for status in Self.statuses {
            let script = Refusal.script(kind, status, Self.quoting, fields: fields)
            for door in Self.doors {
                for stream in [false, true] {
                    let call = await PainCall(door: door, kinds: [kind], stream: stream, [kind.name: script])
                    #expect(call.status >= 400)
                    expectNoKey(call, "\(kind.name) \(status) \(door.rawValue)")
                }
            }
        }
    }

    @Test(arguments: Refusal.kinds)
    func `in an error under status 200, whole or as the first event`(_ kind: ProviderKind) async {
        let body = #"{"error":{"message":"\#(Self.quoting)","code":400,"type":"invalid_request_error"}}"#
        for isEvent in [false, true] {
            var fields = HeaderFields()
            fields.append("content-type", isEvent ? "text/event-stream" : "application/json")
            let text = isEvent ? "data: \(body)\n\n" : body
            let script = ScriptedUpstream.Script(fields: fields, pieces: [ByteBuffer(string: text)])
            for door in Self.doors {
                let call = await PainCall(door: door, kinds: [kind], stream: isEvent, [kind.name: script])
                expectNoKey(call, "\(kind.name) \(door.rawValue) \(isEvent)")
            }
        }
    }

    @Test(arguments: [
        #"{"error":{"message":"bad \u0073k-canary-0123456789abcdef"}}"#, "<html>sk-canary-0123456789abcdef</html>",
        "sk-canary-0123456789abcdef", #"["sk-canary-0123456789abcdef"]"#,
        #"{"sk-canary-0123456789abcdef":{"error":"sk-canary-0123456789abcdef"}}"#,
    ])
    func `however it is written`(_ body: String) async {
        for status in [400, 422, 500] {
            let script = ScriptedUpstream.Script.json(body, status: status)
            for door in Self.doors {
                let call = await PainCall(door: door, kinds: [.openAI], ["openai": script])
                expectNoKey(call, "\(status) \(door.rawValue)")
            }
        }
    }
}
