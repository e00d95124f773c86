import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

@testable import Gateway

/// Files and batches at a provider, which keys share and yet do not see of each other.
@Suite struct `Relayed files and batches` {
    private static let file =
        #"{"id":"file-theirs","object":"file","bytes":3,"created_at":5,"purpose":"batch","new":1.50}"#
    private static let batch =
        #"{"id":"batch_theirs","object":"batch","status":"completed","created_at":6,"input_file_id":"file-theirs","#
        + #""output_file_id":"file-out","error_file_id":null}"#

    /// A house in front of a provider with other scripts for what was there before.
    private func house(
        _ text: String, over stores: JobStores, kind: ProviderKind = .openAI, credentials: [String] = ["sk-upstream"]
    )
        -> (JobHouse, ScriptedUpstream)
    {
        let upstream = ScriptedUpstream(.json(text))
        return (JobHouse(upstream, kind: kind, stores: stores, credentials: credentials), upstream)
    }

    @Test func `a form goes out as it came, and the answer comes back as it is`() async throws {
        let (house, upstream) = house(Self.file, over: JobStores())
        let made = await house.upload("abc", provider: "up")
        #expect(made.status == 200 && made.text == Self.file)
        let sent = try #require(upstream.requests.first)
        #expect(sent.method == .post && sent.path == "/v1/files" && sent.origin.host == "up.invalid")
        #expect(sent.fields.first("content-type") == "multipart/form-data; boundary=B")
        #expect(sent.fields.first("authorization") == "Bearer sk-upstream")
        #expect(String(buffer: sent.body).contains("\r\n\r\nabc\r\n--B--"))
        #expect(try await house.stores.files.list() == [])
    }

    @Test func `its id is known from then on, to the key that made it`() async throws {
        let stores = JobStores()
        _ = await house(Self.file, over: stores).0.upload("abc", provider: "up")
        let (reader, asked) = house(Self.file, over: stores)
        #expect(await reader.call(.get, .file("file-theirs")).text == Self.file)
        #expect(await reader.call(.get, .content("file-theirs")).status == 200)
        #expect(asked.requests.map(\.path) == ["/v1/files/file-theirs", "/v1/files/file-theirs/content"])
        for provider in [nil, "up"] {
            for path in [JobPath.file("file-theirs"), .content("file-theirs")] {
                #expect(await reader.call(.get, path, provider: provider, who: "two").code == "file_not_found")
            }
            #expect(await reader.call(.delete, .file("file-theirs"), provider: provider, who: "two").status == 404)
        }
        // An id of this provider is none of the other's, nor is a file a batch.
        #expect(await reader.call(.get, .file("file-theirs"), provider: "other").status == 404)
        #expect(await reader.call(.get, .batch("file-theirs"), provider: "up").status == 404)
        #expect(asked.requests.count == 2)
        #expect(await reader.call(.delete, .file("file-theirs")).status == 200)
        #expect(await reader.call(.get, .file("file-theirs")).status == 404)
    }

    @Test func `a batch goes where its input is, and what it makes is its owner's`() async throws {
        let stores = JobStores()
        _ = await house(Self.file, over: stores).0.upload("abc", provider: "up")
        let (house, upstream) = house(Self.batch, over: stores)
        let foreign = await house.begin("file-theirs", provider: "up", who: "two")
        #expect(foreign.status == 404 && foreign.json["error"]?["param"] == "input_file_id")
        #expect(await house.begin("file-theirs", who: "two").status == 404)
        #expect(upstream.requests.isEmpty)
        #expect(await house.begin("file-theirs").text == Self.batch)
        #expect(upstream.requests.first?.path == "/v1/batches")
        #expect(await house.call(.get, .batch("batch_theirs")).text == Self.batch)
        #expect(await house.call(.post, .cancel("batch_theirs")).status == 200)
        #expect(upstream.requests.last?.path == "/v1/batches/batch_theirs/cancel")
        #expect(await house.call(.get, .batch("batch_theirs"), who: "two").code == "batch_not_found")
        #expect(await house.call(.get, .content("file-out")).status == 200)
        #expect(await house.call(.get, .content("file-out"), who: "two").status == 404)
        let begun = house.log.recent.first { $0.path == "/v1/x" && $0.method == "POST" && $0.status == 200 }
        #expect(begun?.attempts.last?.cost == .unknown)
    }

    @Test func `a list holds the key's own`() async throws {
        let stores = JobStores()
        let first = house(Self.file, over: stores).0
        _ = await first.upload("abc", provider: "up")
        let second = house(Self.file.replacing("theirs", with: "twos"), over: stores).0
        _ = await second.upload("abc", provider: "up", who: "two")
        let (reader, asked) = house("{}", over: stores)
        let listed = await reader.call(.get, .files, provider: "up")
        #expect(listed.json["data"]?.array?.map { $0["id"]?.string } == ["file-theirs"])
        #expect(listed.json["data"]?.array?.first?["new"] == .number("1.50") && listed.json["has_more"] == false)
        #expect(await reader.call(.get, .files).json["data"] == [])
        #expect(await reader.call(.get, .files, provider: "other").json["data"] == [])
        #expect(asked.requests.isEmpty)
    }

    @Test func `a batch under way is asked for again when it is listed`() async throws {
        let stores = JobStores()
        _ = await house(Self.file, over: stores).0.upload("abc", provider: "up")
        _ = await house(Self.batch.replacing("completed", with: "in_progress"), over: stores).0.begin("file-theirs")
        let (reader, asked) = house(Self.batch, over: stores)
        for _ in 0..<2 {
            let listed = await reader.call(.get, .batches, provider: "up")
            #expect(listed.json["data"]?.array?.map { $0["status"]?.string } == ["completed"])
        }
        #expect(asked.requests.map(\.path) == ["/v1/batches/batch_theirs"])
    }

    @Test func `what the provider does not have any more leaves the list`() async throws {
        let stores = JobStores()
        _ = await house(Self.file, over: stores).0.upload("abc", provider: "up")
        _ = await house(Self.batch.replacing("completed", with: "in_progress"), over: stores).0.begin("file-theirs")
        let broken = JobHouse(ScriptedUpstream(.json("{}", status: 500)), kind: .openAI, stores: stores)
        #expect(await broken.call(.get, .batches, provider: "up").json["data"]?.array?.count == 1)
        let empty = JobHouse(ScriptedUpstream(.json("{}", status: 404)), kind: .openAI, stores: stores)
        let left = await empty.call(.get, .batches, provider: "up")
        #expect(left.json["data"] == [], "\(left.text)")
        #expect(await empty.call(.delete, .file("file-theirs")).status == 404)
        #expect(try await stores.relayed.list().map(\.theirs) == ["file-out"])
    }

    @Test func `the credential that made it is the one that asks for it`() async throws {
        let stores = JobStores()
        _ = await house(Self.file, over: stores, credentials: ["sk-second"]).0.upload("abc", provider: "up")
        let (reader, asked) = house(Self.file, over: stores, credentials: ["sk-first", "sk-second"])
        _ = await reader.call(.get, .file("file-theirs"))
        #expect(asked.requests.first?.fields.first("authorization") == "Bearer sk-second")
    }

    /// Does something while a request is under way.
    private final class MeddlingUpstream: Upstream {
        private let script: ScriptedUpstream
        let meddle = Mutex<(@Sendable () -> Void)?>(nil)

        init(_ text: String) { script = ScriptedUpstream(.json(text)) }

        var requests: [UpstreamRequest] { script.requests }

        func send(
            _ request: UpstreamRequest, for caller: any CallerLink
        ) async throws(GatewayError) -> any UpstreamAnswer {
            meddle.withLock { $0 }?()
            return try await script.send(request, for: caller)
        }
    }

    @Test func `an object is not noted under the credential whose turn came meanwhile`() async throws {
        let stores = JobStores()
        let upstream = MeddlingUpstream(Self.file)
        let house = JobHouse(upstream, kind: .openAI, stores: stores, credentials: ["sk-first", "sk-second"])
        let provider = try #require(house.core.snapshot.providersByID["up"])
        upstream.meddle.withLock { $0 = { provider.rest(0, until: .distantFuture) } }
        #expect(await house.upload("abc", provider: "up").status == 200)
        let (reader, asked) = self.house(Self.file, over: stores, credentials: ["sk-second", "sk-first"])
        _ = await reader.call(.get, .file("file-theirs"))
        #expect(upstream.requests.first?.fields.first("authorization") == "Bearer sk-first")
        #expect(asked.requests.first?.fields.first("authorization") == "Bearer sk-first")
    }

    @Test func `an id that leads to another place is not relayed`() async throws {
        let (house, upstream) = house(Self.file, over: JobStores())
        for id in ["..", ".", "", "a/../b", "a b", "a%2Fb", "a?b", "a#b", "ä", "a\n"] {
            for path in [JobPath.file(id), .content(id)] {
                let reply = await house.call(.get, path, provider: "up", own: "sk-own")
                #expect(reply.status == 404 && reply.code == "file_not_found", "\(id)")
            }
            for (method, path) in [(HTTPMethod.get, JobPath.batch(id)), (.post, .cancel(id))] {
                let reply = await house.call(method, path, provider: "up", own: "sk-own")
                #expect(reply.status == 404 && reply.code == "batch_not_found", "\(id)")
            }
        }
        #expect(await house.call(.delete, .file(".."), provider: "up", own: "sk-own").status == 404)
        #expect(upstream.requests.isEmpty)
        #expect(await house.call(.get, .file("file-A_1.b..c"), provider: "up", own: "sk-own").status == 200)
    }

    @Test func `with its own credential a caller is alone, and nothing is remembered`() async throws {
        let (house, upstream) = house(Self.file, over: JobStores())
        #expect(await house.upload("abc", provider: "up", own: "sk-own").text == Self.file)
        _ = await house.call(.get, .file("file-any"), query: "?key=sk-own&x=1", provider: "up", own: "sk-own")
        #expect(upstream.requests.map(\.path) == ["/v1/files", "/v1/files/file-any?x=1"])
        #expect(upstream.requests.allSatisfy { $0.fields.first("authorization") == "Bearer sk-own" })
        #expect(try await house.stores.relayed.list() == [])
        // Two have files: which is meant must be said.
        #expect(await house.upload("abc", own: "sk-own").json["error"]?["param"] == "x-llmgateway-provider")
    }

    @Test func `a provider that cannot, or may not, is refused`() async throws {
        let (anthropic, _) = house(Self.file, over: JobStores(), kind: .anthropic)
        #expect(await anthropic.upload("abc", provider: "up").json["error"]?["param"] == "x-llmgateway-provider")
        let (mistral, asked) = house(Self.file, over: JobStores(), kind: .mistral)
        #expect(await mistral.upload("abc", provider: "up").status == 200)
        #expect(await mistral.begin("file-theirs", provider: "up").status == 400)
        #expect(asked.requests.count == 1)
        let (house, upstream) = house(Self.file, over: JobStores())
        #expect(await house.upload("abc", provider: "nobody").status == 400)
        #expect(await house.upload("abc", provider: "up", models: ["up/gpt-4o"]).code == "model_not_allowed")
        #expect(upstream.requests.isEmpty)
        #expect(await house.upload("abc", provider: "up", models: ["up/*"]).status == 200)
    }

    @Test func `azure's paths are its own`() throws {
        let paths = { (version: String?) in
            Endpoint.azure(version: version).filter { [.files, .batches].contains($0.operation) }.map(\.path)
        }
        #expect(paths(nil) == ["/openai/v1/files", "/openai/v1/batches"])
        #expect(
            paths("2024-10-21") == ["/openai/files?api-version=2024-10-21", "/openai/batches?api-version=2024-10-21"])
    }

    @Test func `a refusal is told with the provider's own words`() async throws {
        let upstream = ScriptedUpstream(.json(#"{"error":{"message":"Bad purpose","code":"bad"}}"#, status: 400))
        let house = JobHouse(upstream, kind: .openAI)
        let reply = await house.upload("abc", provider: "up")
        #expect(reply.status == 400 && reply.json["error"]?["message"] == "Bad purpose" && reply.code == "bad")
        #expect(try await house.stores.relayed.list() == [])
    }
}
