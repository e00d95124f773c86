import GatewayTesting
import NIOCore
import Testing
import Wire

/// What a recorded refusal must look like to the caller, by the table of the contract.
enum RecordedFailure {
    /// 400, 404, 409, 413, 415, 422, 429 keep their status; the refusal of our credential is ours to explain; what
    /// is broken upstream is a bad gateway.
    static func status(of upstream: Int) -> Int {
        switch upstream {
        case 401, 402, 403: 502
        case 408: 504
        case 400..<500: upstream
        case 503, 529: 503
        case 504: 504
        default: 502
        }
    }

    static func expect(_ replay: Replay, _ exchange: Exchange) {
        let name = exchange.name
        #expect(replay.status == status(of: exchange.response.status), "\(name): \(exchange.response.status)")
        guard let error = replay.error else {
            Issue.record("\(name): no error in \(String(buffer: replay.reply.body))")
            return
        }
        for member in ["message", "type", "param", "code", "hint", "doc_url", "request_id", "source"] {
            #expect(error[member] != nil, "\(name): \(member)")
        }
        for member in ["message", "type", "hint", "doc_url", "request_id", "source"] {
            #expect(error[member]?.string?.isEmpty == false, "\(name): \(member)")
        }
        #expect(error["source"] == .string("provider:\(Replay.provider)"), "\(name)")
        guard ![401, 402, 403].contains(exchange.response.status) else {
            #expect(error["code"] == "provider_auth_error", "\(name)")
            return
        }
        expectMembers(of: exchange, in: error)
    }

    /// The provider's own members, whatever its dialect; `code` and `type` may say more in OpenAI's words.
    private static func expectMembers(of exchange: Exchange, in error: JSONValue) {
        guard let body = try? JSONValue(parsing: exchange.response.body, maxDepth: 512) else { return }
        let root = body.array?.first ?? body
        let own = root["error"] ?? root
        if let message = own["message"]?.string ?? own.string {
            #expect(error["message"]?.string == message, "\(exchange.name)")
        }
        for (key, value) in own.object ?? JSONObject() where !value.isNull {
            let isRenamed = ["type", "code"].contains(key) && error[key] != value
            if isRenamed { #expect(error[key]?.string?.isEmpty == false, "\(exchange.name): \(key)") }
            if !isRenamed {
                let isKept = error[key] == value
                #expect(isKept, "\(exchange.name): \(key): \(error.text)")
            }
        }
    }
}
