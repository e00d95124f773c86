import Gateway
import GatewayTesting
import NIOCore
import Testing
import Wire

/// What is kept of somebody's prompts and answers goes when an operator says so, and nobody else's does.
struct EraseTests {
    private func answer(_ person: Operator, _ key: String, user: String? = nil) async throws -> String {
        let member = user.map { #","user":"\#($0)""# } ?? ""
        let reply = try await person.send(
            Ask.post(
                #"{"model":"mock/echo","input":"Hello"\#(member)}"#, path: "/v1/responses",
                fields: "authorization: Bearer \(key)\r\n"))
        #expect(reply.status == 200, "\(reply.text)")
        return try #require(reply["id"]?.string)
    }

    private func status(_ person: Operator, _ id: String, _ key: String) async throws -> Int {
        try await person.send(Ask.get("/v1/responses/\(id)", fields: "authorization: Bearer \(key)\r\n")).status
    }

    @Test func `a key's, an owner's and a user's content goes, and no other`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let (ada, bob) = (
                try await person.make(#"{"name":"a1","owner":"ada"}"#).secret,
                try await person.make(#"{"name":"b1","owner":"bob"}"#).secret
            )
            let (first, second, third) = (
                try await answer(person, ada), try await answer(person, bob),
                try await answer(person, bob, user: "customer-17")
            )
            let byUser = try await person.ask("POST", "/erase", #"{"user":"customer-17"}"#)
            #expect(byUser.status == 200 && byUser["answers"] == 1, "\(byUser.text)")
            #expect(try await status(person, third, bob) == 404)
            #expect(try await status(person, second, bob) == 200)
            #expect(try await person.ask("POST", "/erase", #"{"owner":"ada"}"#)["answers"] == 1)
            #expect(try await status(person, first, ada) == 404)
            #expect(try await status(person, second, bob) == 200)
            #expect(try await person.ask("POST", "/erase", #"{"key":"b1"}"#)["answers"] == 1)
            #expect(try await status(person, second, bob) == 404)
            let entries = try await person.ask("GET", "/audit")["data"]?.array ?? []
            #expect(entries.prefix(3).map { $0["action"]?.string } == Array(repeating: "content.erase", count: 3))
        }
    }

    @Test func `a key's files go with what they hold`() async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            let mine = "authorization: Bearer \(TestGateway.key)\r\ncontent-type: multipart/form-data; boundary=b\r\n"
            let form =
                "--b\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f.jsonl\"\r\n\r\n{}\r\n--b--\r\n"
            let made = try await person.send(Ask.post(form, path: "/v1/files", fields: mine))
            let id = try #require(made["id"]?.string, "\(made.text)")
            let erased = try await person.ask("POST", "/erase", #"{"key":"app"}"#)
            #expect(erased["files"] == 1, "\(erased.text)")
            let fields = "authorization: Bearer \(TestGateway.key)\r\n"
            #expect(try await person.send(Ask.get("/v1/files/\(id)/content", fields: fields)).status == 404)
            #expect(try await gateway.core.jobs.stores.contents.size(of: id) == nil)
        }
    }

    @Test(arguments: ["{}", #"{"key":"a","user":"b"}"#])
    func `whose it is must be said, once`(_ body: String) async throws {
        try await TestGateway.run { gateway in
            let person = try await Operator(gateway)
            #expect(try await person.ask("POST", "/erase", body).status == 400)
        }
    }
}
