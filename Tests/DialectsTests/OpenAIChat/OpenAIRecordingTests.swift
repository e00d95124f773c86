import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Every recorded chat completion of OpenAI, Azure, Mistral, Ollama, Hugging Face and the compatible servers.
@Suite struct `Recorded OpenAI chat exchanges` {
    /// Requests that break the dialect, with what is wrong with them.
    static let invalidRequests: [String: String] = [
        "openai/chat-completions-0ea24afaf370.json": "parts without `type`; OpenAI answered 400 too",
        "openai/chat-completions-f5565658bc6a.json": "a message without content",
    ]

    @Test func `every request is read, written and read again as the same`() throws {
        var count = 0
        for exchange in OpenAIChat.exchanges() {
            guard let body = exchange.request?.body, body.readableBytes > 0 else { continue }
            let json = try JSONDocument(validating: body).root
            guard Self.invalidRequests[exchange.name] == nil else { continue }
            count += 1
            do {
                let request = try OpenAIChat.codec.decodeRequest(json)
                let (encoded, losses) = try OpenAIChat.encoded(request)
                #expect(losses.isEmpty, "\(exchange.name): \(losses.entries)")
                var again = try OpenAIChat.request(encoded.text)
                again.model = request.model
                #expect(comparable(again) == comparable(request), "\(exchange.name)")
                var lost = OpenAIMembers.lost(JSONValue(json), encoded, of: .request)
                if hoistsMedia(request) { lost.removeAll { $0 == "messages" } }
                #expect(lost.isEmpty, "\(exchange.name): \(lost)")
            } catch {
                Issue.record("\(exchange.name): \(error)")
            }
        }
        print("OpenAI chat: \(count) recorded requests, \(Self.invalidRequests.count) left out as invalid")
    }

    @Test func `the invalid requests are refused by path`() throws {
        for exchange in OpenAIChat.exchanges(where: { Self.invalidRequests[$0.file] != nil }) {
            guard let body = exchange.request?.body else { continue }
            #expect(throws: DialectError.self, "\(exchange.name)") {
                try OpenAIChat.codec.decodeRequest(JSONDocument(validating: body).root)
            }
        }
    }

    @Test func `every answer is read, written and read again as the same`() throws {
        var count = 0
        for exchange in OpenAIChat.exchanges(where: { $0.status < 400 && $0.wire == "json" }) {
            count += 1
            let json = try JSONDocument(validating: exchange.response.body).root
            let response = try OpenAIChat.codec.decodeResponse(json)
            let (encoded, losses) = try OpenAIChat.encoded(response)
            #expect(losses.entries.allSatisfy { $0.path.hasSuffix("thinking") }, "\(exchange.name): \(losses.entries)")
            #expect(try OpenAIChat.response(encoded.text) == merged(response), "\(exchange.name)")
            let lost = OpenAIMembers.lost(JSONValue(json), encoded, of: .response)
            #expect(lost.isEmpty, "\(exchange.name): \(lost)")
            #expect(response.candidates.count == json["choices"]?.count, "\(exchange.name)")
        }
        print("OpenAI chat: \(count) recorded answers")
    }

    @Test func `a stream tells the same events however its bytes are cut`() {
        var random = SystemRandomNumberGenerator()
        var count = 0
        for exchange in OpenAIChat.exchanges() where exchange.isEventStream && exchange.response.status < 400 {
            count += 1
            let whole = OpenAIChat.events(exchange.response.body)
            let cuts = (0..<50).map { _ in Int.random(in: 1...90, using: &random) }
            #expect(OpenAIChat.events(exchange.response.body, cuts: cuts) == whole, "\(exchange.name) cut at \(cuts)")
            if exchange.response.body.readableBytes < 6000 {
                #expect(OpenAIChat.events(exchange.response.body, cuts: [1]) == whole, "\(exchange.name)")
            }
        }
        print("OpenAI chat: \(count) recorded streams")
    }

    @Test func `a stream folds into what its chunks say, and is told again as the same`() throws {
        for exchange in OpenAIChat.exchanges() where exchange.isEventStream && exchange.response.status < 400 {
            let events = OpenAIChat.events(exchange.response.body)
            let fold = ResponseFold(events)
            let said = OpenAIPlainReading(exchange.response.body)
            #expect(fold.isWhole == !said.hasError, "\(exchange.name)")
            #expect((fold.failure != nil) == said.hasError, "\(exchange.name)")
            for candidate in fold.response.candidates {
                #expect(candidate.text == said.text[candidate.index, default: ""], "\(exchange.name)")
                #expect(candidate.reasoning == said.reasoning[candidate.index, default: ""], "\(exchange.name)")
                #expect(candidate.arguments == said.arguments[candidate.index, default: []], "\(exchange.name)")
            }
            #expect(fold.response.usage?.input == said.promptTokens, "\(exchange.name)")
            #expect(fold.response.usage?.output == said.completionTokens, "\(exchange.name)")
            guard !said.hasError else { continue }
            let again = ResponseFold(OpenAIChat.events(OpenAIChat.stream(events)))
            #expect(again.isWhole, "\(exchange.name)")
            #expect(again.response.candidates == fold.response.candidates, "\(exchange.name)")
            #expect(again.response.usage == fold.response.usage, "\(exchange.name)")
            #expect(again.response.model == fold.response.model, "\(exchange.name)")
        }
    }

    @Test func `an answer in one piece folds from its own stream`() throws {
        for exchange in OpenAIChat.exchanges(where: { $0.status < 400 && $0.wire == "json" }) {
            var response = try OpenAIChat.codec.decodeResponse(JSONDocument(validating: exchange.response.body).root)
            for position in response.candidates.indices { response.candidates[position].preserved = nil }
            #expect(ResponseFold(response.events).response == response, "\(exchange.name)")
            let told = ResponseFold(OpenAIChat.events(OpenAIChat.stream(response.events))).response
            #expect(told.candidates.map(\.text) == response.candidates.map(\.text), "\(exchange.name)")
            #expect(told.candidates.map(\.reasoning) == response.candidates.map(\.reasoning), "\(exchange.name)")
            #expect(told.candidates.map(\.calls) == response.candidates.map(\.calls), "\(exchange.name)")
            #expect(told.candidates.map(\.finish) == response.candidates.map(\.finish), "\(exchange.name)")
            #expect(told.usage == response.usage, "\(exchange.name)")
        }
    }

    @Test func `every error keeps its text and its own members`() throws {
        var count = 0
        for exchange in OpenAIChat.exchanges(where: { $0.status >= 400 }) {
            count += 1
            let json = (try? JSONDocument(validating: exchange.response.body))?.root
            let failure = OpenAIChat.codec.decodeFailure(status: exchange.response.status, json)
            #expect(!failure.message.isEmpty && !failure.message.contains("no readable error"), "\(exchange.name)")
            let encoded = try OpenAIChat.encoded(failure)
            for key in ["message", "type", "param", "code", "hint", "doc_url", "request_id", "source"] {
                #expect(encoded["error"]?[key] != nil, "\(exchange.name): \(key)")
            }
            guard let own = json?["error"] ?? json, own.kind == .object else { continue }
            for (key, value) in own.members where !value.isNull {
                #expect(encoded["error"]?[key] == JSONValue(value), "\(exchange.name): \(key)")
            }
        }
        print("OpenAI chat: \(count) recorded errors")
    }

    /// What re-encoding may say in other words: reasoning is asked for in five ways and written in one, a schema
    /// without a name gets one, media a tool returned follows in a user's message.
    private func comparable(_ request: GenerationRequest) -> GenerationRequest {
        var request = request
        request.reasoning = nil
        request.providerOptions = []
        if case .jsonSchema(var format) = request.output {
            format.name = format.name ?? "response"
            request.output = .jsonSchema(format)
        }
        request.messages = hoisted(request.messages)
        for position in request.messages.indices {
            request.messages[position].parts = request.messages[position].parts.mergingReasoning
        }
        return request
    }

    private func hoistsMedia(_ request: GenerationRequest) -> Bool {
        hoisted(request.messages).count != request.messages.count || hoisted(request.messages) != request.messages
    }

    /// Media of tool results moved to the user's message that follows the last of them.
    private func hoisted(_ messages: [Message]) -> [Message] {
        var result: [Message] = []
        var media: [Part] = []
        for var message in messages {
            if case .toolResult(var part)? = message.parts.first, message.role == .tool {
                media += part.content.filter(\.isMedia)
                part.content.removeAll(where: \.isMedia)
                if part.content.isEmpty { part.content = [.text(TextPart(""))] }
                message.parts[0] = .toolResult(part)
            } else if message.role == .user {
                message.parts = media + message.parts
                media = []
            } else if !media.isEmpty {
                result.append(Message(role: .user, parts: media))
                media = []
            }
            result.append(message)
        }
        return media.isEmpty ? result : result + [Message(role: .user, parts: media)]
    }

    private func merged(_ response: GenerationResponse) -> GenerationResponse {
        var response = response
        for position in response.candidates.indices {
            response.candidates[position].parts = response.candidates[position].parts.mergingReasoning
                .filter { if case .opaque = $0 { false } else { true } }
        }
        return response
    }
}

extension Part {
    fileprivate var isMedia: Bool {
        if case .media = self { true } else { false }
    }
}
