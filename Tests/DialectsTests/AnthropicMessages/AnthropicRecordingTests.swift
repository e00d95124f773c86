import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// The laws of a dialect, over everything that was recorded of this one.
@Suite struct `Anthropic recordings` {
    /// Streams with a second `message_start` before the first message has ended: an error, not an answer.
    static let begunAnew: Set<String> = ["messages-7190826da1c6"]

    @Test func `a request decoded and encoded again keeps every member`() throws {
        var checked = 0
        for exchange in Anthropic.exchanges {
            guard let body = exchange.request?.body, let sent = try? JSONValue(parsing: body) else { continue }
            let request = try Anthropic.request(sent)
            var traits = TargetTraits(model: request.model)
            // Vertex names the model in its path.
            if sent["model"] == nil { traits.strips = ["model"] }
            let again = try Anthropic.encoded(request, traits)
            let normal = AnthropicNormalForm.of(sent)
            let found = AnthropicNormalForm.of(again.json)
            if !normal.isContained(in: found) { Issue.record("\(exchange.name)\n\(normal.text)\n\(found.text)") }
            checked += 1
        }
        print("Anthropic requests: \(checked) checked")
        #expect(checked > 500 || Recordings.shared == nil)
    }

    @Test func `an answer decoded and encoded again keeps every member`() throws {
        var checked = 0
        for exchange in Anthropic.exchanges where exchange.wire == "json" && exchange.response.status < 400 {
            let received = try JSONValue(parsing: exchange.response.body)
            let again = try Anthropic.encoded(try Anthropic.response(received))
            let expected = received.withoutNulls
            if !expected.isContained(in: again) { Issue.record("\(exchange.name)\n\(expected.text)\n\(again.text)") }
            checked += 1
        }
        print("Anthropic answers: \(checked) checked")
        #expect(checked > 300 || Recordings.shared == nil)
    }

    @Test func `a failure decoded and encoded again keeps every member`() throws {
        var checked = 0
        for exchange in Anthropic.exchanges where exchange.response.status >= 400 {
            let received = try JSONValue(parsing: exchange.response.body)
            let failure = try Anthropic.failure(exchange.response.status, received)
            #expect(!failure.message.isEmpty)
            #expect(received.isContained(in: try Anthropic.encoded(failure)), "\(exchange.name)")
            checked += 1
        }
        #expect(checked > 10 || Recordings.shared == nil)
    }

    @Test func `a stream gives the same events for every cut of its bytes`() throws {
        var random = SystemRandomNumberGenerator()
        for exchange in Anthropic.exchanges where exchange.isEventStream && exchange.response.status < 400 {
            let bytes = exchange.response.body
            let whole = try Anthropic.events(bytes)
            let length = bytes.readableBytes
            let cuts = (0..<40).map { _ in Int.random(in: 0..<length, using: &random) }
            #expect(try Anthropic.events(bytes, cuts: cuts) == whole, "\(exchange.name) \(cuts)")
            if length < 3000 {
                #expect(try Anthropic.events(bytes, cuts: Array(0..<length)) == whole, "\(exchange.name)")
            }
        }
    }

    @Test func `a stream folds into the answer its blocks spell out`() throws {
        var checked = 0
        for exchange in Anthropic.exchanges where exchange.isEventStream && exchange.response.status < 400 {
            let fold = ResponseFold(try Anthropic.events(exchange.response.body))
            if Self.begunAnew.contains(exchange.id) {
                #expect(fold.failure != nil && !fold.isWhole, "\(exchange.name)")
                continue
            }
            let expected = try Anthropic.response(StreamAssembly.message(try Anthropic.sent(exchange.response.body)))
            #expect(fold.isWhole, "\(exchange.name)")
            let told = try Anthropic.encoded(fold.response)
            #expect(told.isEquivalent(to: try Anthropic.encoded(expected)), "\(exchange.name)")
            checked += 1
        }
        print("Anthropic streams: \(checked) checked")
        #expect(checked > 150 || Recordings.shared == nil)
    }

    @Test func `what the stream encoder writes decodes to the same answer`() throws {
        for exchange in Anthropic.exchanges where exchange.isEventStream && exchange.response.status < 400 {
            guard !Self.begunAnew.contains(exchange.id) else { continue }
            let events = try Anthropic.events(exchange.response.body)
            let again = ResponseFold(try Anthropic.events(Anthropic.stream(events)))
            let expected = try Anthropic.encoded(ResponseFold(events).response)
            #expect(expected.isEquivalent(to: try Anthropic.encoded(again.response)), "\(exchange.name)")
            #expect(again.isWhole)
        }
        for exchange in Anthropic.exchanges where exchange.wire == "json" && exchange.response.status < 400 {
            let response = try Anthropic.response(try JSONValue(parsing: exchange.response.body))
            let again = ResponseFold(try Anthropic.events(Anthropic.stream(response.events)))
            let expected = try Anthropic.encoded(response)
            #expect(expected.isEquivalent(to: try Anthropic.encoded(again.response)), "\(exchange.name)")
        }
    }
}

/// Puts a stream together the way Anthropic's documentation says, without our decoder: the expectation.
enum StreamAssembly {
    /// The first message of the stream.
    static func message(_ events: [JSONValue]) -> JSONValue {
        var message = JSONObject()
        var blocks: [JSONObject] = []
        var inputs: [Int: String] = [:]
        for event in events {
            let at = (event["index"]?.int ?? 0) + (message["content"]?.array?.count ?? 0)
            switch event["type"]?.string {
            case "message_start": message = event["message"]?.object ?? JSONObject()
            case "content_block_start": blocks.append(event["content_block"]?.object ?? JSONObject())
            case "content_block_delta":
                grow(&blocks[event["index"]?.int ?? 0], &inputs[at, default: ""], event["delta"] ?? .null)
            case "content_block_stop":
                let index = event["index"]?.int ?? 0
                guard let input = inputs[at], let json = try? JSONValue(parsing: input) else { continue }
                blocks[index]["input"] = json
            case "message_delta":
                for (key, value) in event["delta"]?.object ?? JSONObject() { message[key] = value }
                for (key, value) in event.object ?? JSONObject() where !["type", "delta", "usage"].contains(key) {
                    message[key] = value
                }
                var usage = message["usage"]?.object ?? JSONObject()
                for (key, value) in event["usage"]?.object ?? JSONObject() where !value.isNull { usage[key] = value }
                message["usage"] = .object(usage)
            case "message_stop":
                let first = message["content"]?.array ?? []
                message["content"] = .array(first + blocks.map(JSONValue.object))
                return .object(message)
            default: break
            }
        }
        return .object(message)
    }

    private static func grow(_ block: inout JSONObject, _ input: inout String, _ delta: JSONValue) {
        switch delta["type"]?.string {
        case "text_delta": append(&block, "text", delta["text"])
        case "thinking_delta": append(&block, "thinking", delta["thinking"])
        case "signature_delta": append(&block, "signature", delta["signature"])
        case "input_json_delta": input += delta["partial_json"]?.string ?? ""
        case "citations_delta":
            block["citations"] = .array((block["citations"]?.array ?? []) + [delta["citation"] ?? .null])
        default: break
        }
    }

    private static func append(_ block: inout JSONObject, _ key: String, _ text: JSONValue?) {
        block[key] = .string((block[key]?.string ?? "") + (text?.string ?? ""))
    }
}
