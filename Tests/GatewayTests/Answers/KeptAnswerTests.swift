import Dialects
import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// Answers of the Responses API that are kept, in front of a provider that has no such API.
@Suite struct `Kept answers` {
    private static let chat =
        #"{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"#
        + #""message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"#
        + #""usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"#

    private struct House {
        let upstream: ScriptedUpstream
        let core: GatewayCore

        init(kind: ProviderKind = .openAICompatible, answer: String = chat, keeping: AnswerKeeping = AnswerKeeping()) {
            upstream = ScriptedUpstream(.json(answer))
            let provider = Provider(
                id: "up", kind: kind, origin: Origin(isTLS: false, host: "upstream.invalid", port: 80), basePath: "",
                authorization: kind.authorization, credential: Secret("sk-upstream"), endpoints: kind.endpoints)
            core = GatewayCore(
                snapshot: Snapshot(
                    auth: Snapshot.Auth(mode: .none, keys: []), providers: [provider], answers: keeping),
                parts: GatewayCore.Parts(
                    network: upstream, mock: upstream, log: InMemoryRequestLog(),
                    effects: Effects(now: { 1_700_000_000 })))
        }

        func call(
            _ body: String = "", _ method: HTTPMethod = .post, _ path: AnswerPath? = nil, query: String = "",
            who: String = "one"
        ) async -> (status: Int, json: JSONValue, text: String) {
            let fields = HeaderFields()
            let operation: Gateway.Operation = path == nil ? .generate : .recall
            let call = Call(
                id: core.makeRequestID(), snapshot: core.snapshot, dialect: .openAIResponses, operation: operation,
                path: PathFacts(answer: path),
                head: RequestHead(method: method, target: "/v1/responses\(query)", fields: fields),
                body: ByteBuffer(string: body), principal: Principal(name: who), caller: TestCaller(),
                arrived: .now(), record: CallRecord())
            let reply = CollectingReply()
            await core.run(call, reply: reply)
            let json = (try? JSONValue(parsing: reply.body, maxDepth: 512)) ?? .null
            return (reply.status, json, String(buffer: reply.body))
        }

        /// The messages of the last request that went out.
        var lastMessages: [JSONValue] {
            let body = upstream.requests.last.flatMap { try? JSONValue(parsing: $0.body, maxDepth: 512) }
            return body?["messages"]?.array ?? []
        }
    }

    private func ask(
        _ house: House, _ input: String, after previous: String? = nil, who: String = "one"
    ) async throws
        -> String
    {
        let more = previous.map { #","previous_response_id":"\#($0)""# } ?? ""
        let reply = await house.call(#"{"model":"up/m","input":"\#(input)"\#(more)}"#, who: who)
        #expect(reply.status == 200, "\(reply.text)")
        return try #require(reply.json["id"]?.string)
    }

    @Test func `a conversation goes on from an answer, and from the one before`() async throws {
        let house = House()
        let first = try await ask(house, "Hi")
        let second = try await ask(house, "And then?", after: first)
        _ = try await ask(house, "At last?", after: second)
        #expect(
            house.lastMessages.map { $0["role"]?.string } == ["user", "assistant", "user", "assistant", "user"])
        #expect(
            house.lastMessages.map { $0["content"]?.string } == ["Hi", "Hello.", "And then?", "Hello.", "At last?"])
        #expect(first.hasPrefix("resp_") && first != second)
    }

    @Test func `an answer is told again, whole and as the stream it would have been`() async throws {
        let house = House()
        let id = try await ask(house, "Hi")
        let whole = await house.call("", .get, AnswerPath(id: id, part: .answer))
        #expect(whole.status == 200 && whole.json["id"]?.string == id && whole.json["status"] == "completed")
        let stream = await house.call("", .get, AnswerPath(id: id, part: .answer), query: "?stream=true")
        #expect(stream.text.hasPrefix("event: response.created\n") && stream.text.contains("event: response.completed"))
        let rest = await house.call(
            "", .get, AnswerPath(id: id, part: .answer), query: "?stream=true&starting_after=1")
        #expect(rest.text.hasPrefix("event: response.output_item.added\n"))
        #expect(stream.text.hasSuffix(rest.text))
    }

    @Test func `what was asked is listed in pages`() async throws {
        let house = House()
        let reply = await house.call(
            #"{"model":"up/m","input":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}"#)
        let id = try #require(reply.json["id"]?.string)
        let path = AnswerPath(id: id, part: .inputItems)
        let page = await house.call("", .get, path, query: "?limit=1&order=asc")
        #expect(page.json["data"]?.array?.count == 1 && page.json["has_more"] == true)
        #expect(page.json["data"]?.array?.first?["content"] == [["type": "input_text", "text": "a"]])
        let last = try #require(page.json["last_id"]?.string)
        let next = await house.call("", .get, path, query: "?limit=5&order=asc&after=\(last)")
        #expect(next.json["data"]?.array?.count == 1 && next.json["has_more"] == false)
        #expect(await house.call("", .get, path, query: "?limit=0").status == 400)
    }

    @Test func `an answer is its owner's alone, and gone when it is deleted`() async throws {
        let house = House()
        let id = try await ask(house, "Hi")
        let path = AnswerPath(id: id, part: .answer)
        #expect(await house.call("", .get, path, who: "two").status == 404)
        let foreign = await house.call(
            #"{"model":"up/m","input":"x","previous_response_id":"\#(id)"}"#, who: "two")
        #expect(foreign.status == 400 && foreign.json["error"]?["param"] == "previous_response_id")
        #expect(await house.call("", .delete, path, who: "two").status == 404)
        let deleted = await house.call("", .delete, path)
        #expect(deleted.json["deleted"] == true && deleted.json["id"]?.string == id)
        #expect(await house.call("", .get, path).status == 404)
    }

    @Test func `nothing is kept of a request that says so, or where nothing is to be kept`() async throws {
        let house = House()
        let reply = await house.call(#"{"model":"up/m","input":"Hi","store":false}"#)
        let id = try #require(reply.json["id"]?.string)
        #expect(reply.json["store"] == false)
        #expect(await house.call("", .get, AnswerPath(id: id, part: .answer)).status == 404)
        var off = AnswerKeeping()
        off.isOn = false
        let closed = House(keeping: off)
        let other = try await ask(closed, "Hi")
        #expect(await closed.call("", .get, AnswerPath(id: other, part: .answer)).status == 404)
    }

    @Test func `a stream is kept like an answer in one piece`() async throws {
        let house = House()
        let reply = await house.call(#"{"model":"up/m","input":"Hi","stream":true}"#)
        let told = try #require(Told.lastResponse(ByteBuffer(string: reply.text)))
        #expect(told.voices[0]?.text == "Hello.")
        let id = try #require(reply.text.split(separator: #""id":"resp_"#).dropFirst().first?.prefix(32))
        #expect(await house.call("", .get, AnswerPath(id: "resp_\(id)", part: .answer)).status == 200)
    }

    @Test func `a provider that keeps the answer is asked by its id alone`() async throws {
        let own =
            #"{"id":"resp_theirs","object":"response","created_at":1,"status":"completed","model":"m","error":null,"#
            + #""output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"#
            + #""type":"output_text","text":"Hello.","annotations":[]}]}],"usage":{"input_tokens":1,"output_tokens":1}}"#
        let house = House(kind: .openAI, answer: own)
        let id = try await ask(house, "Hi")
        #expect(id == "resp_theirs")
        _ = try await ask(house, "And then?", after: id)
        let sent = try JSONValue(parsing: try #require(house.upstream.requests.last?.body))
        #expect(sent["previous_response_id"]?.string == id && sent["input"] == "And then?")
    }

    @Test func `there is nothing to cancel of an answer that is finished`() async throws {
        let house = House()
        let id = try await ask(house, "Hi")
        #expect(await house.call("", .post, AnswerPath(id: id, part: .cancel)).status == 400)
    }

    @Test func `the oldest answers make room, and old ones end`() {
        var bounds = AnswerKeeping()
        let store = InMemoryAnswerStore()
        let lone = StoredAnswer(id: "0", owner: "o", created: 100, answer: ByteBuffer(string: "1"), input: ByteBuffer())
        #expect(store.update(lone, within: AnswerKeeping(), now: 100) == nil)
        store.keep(lone, within: AnswerKeeping(), now: 100)
        var ended = lone
        ended.answer = ByteBuffer(string: "2")
        // Of several who bring the end one alone finds it missing.
        #expect(store.update(ended, within: AnswerKeeping(), now: 100)?.answer == lone.answer)
        #expect(store.update(ended, within: AnswerKeeping(), now: 100)?.answer == ended.answer)
        _ = store.remove("0", of: "o")
        let body = ByteBuffer(repeating: 0x20, count: 1_000)
        let size = StoredAnswer(id: "1", owner: "o", created: 0, answer: body, input: ByteBuffer()).size
        bounds.maxBytes = 2 * size
        for id in ["1", "2", "3"] {
            store.keep(
                StoredAnswer(id: id, owner: "o", created: 100, answer: body, input: ByteBuffer()), within: bounds,
                now: 100)
        }
        #expect(store.find("1", of: "o", within: bounds, now: 100) == nil)
        #expect(store.find("3", of: "o", within: bounds, now: 100) != nil)
        #expect(store.find("3", of: "o", within: bounds, now: 100 + bounds.maxAge) == nil)
    }
}
