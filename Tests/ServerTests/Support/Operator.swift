import GatewayTesting
import NIOCore
import Synchronization
import Testing
import Wire

/// Somebody at `/admin`, one request after the other on one connection.
struct Operator {
    private let client: RawClient
    private let asked = Counter()

    init(_ gateway: TestGateway) async throws { client = try await gateway.client() }

    struct Answer {
        var status: Int
        var text: String
        var json: JSONValue

        subscript(name: String) -> JSONValue? { json[name] }
        var code: String? { json["error"]?["code"]?.string }
        var message: String? { json["error"]?["message"]?.string }
        var hint: String? { json["error"]?["hint"]?.string }
    }

    @discardableResult
    func ask(
        _ method: String, _ path: String, _ body: String? = nil, key: String? = TestGateway.adminKey
    ) async throws -> Answer {
        try await send(Ask.admin(method, path, body, key: key))
    }

    /// Any request on the same connection.
    func send(_ request: String) async throws -> Answer {
        let number = asked.next()
        await client.send(request)
        let replies = await client.replies(number)
        let reply = try #require(replies.whole.count >= number ? replies.whole[number - 1] : nil)
        let json = (try? JSONValue(parsing: reply.body)) ?? .null
        return Answer(status: reply.status, text: reply.text, json: json)
    }

    /// The id and the secret of a new key.
    func make(_ body: String) async throws -> (id: String, secret: String) {
        let made = try await ask("POST", "/keys", body)
        #expect(made.status == 201, "\(made.text)")
        return (try #require(made["id"]?.string), try #require(made["key"]?.string))
    }
}

/// Counts up, from 1.
final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    var value: Int { count.withLock { $0 } }
}

/// A wall clock that a test sets.
final class WallClock: Sendable {
    private let seconds: Mutex<Int>

    init(_ start: Int = 1_700_000_000) { seconds = Mutex(start) }

    var now: Int { seconds.withLock { $0 } }
    func advance(by step: Int) { seconds.withLock { $0 += step } }
}
