import NIOCore
import Wire

/// The items a kept answer was asked with, a page of them.
struct InputItemList {
    private static let mostPerPage = 100
    private static let usualPage = 20

    /// - Parameter query: `limit`, `order` (`desc` unless it says `asc`), `after`.
    static func json(_ answer: StoredAnswer, query: [String: String]) throws(GatewayError) -> ByteBuffer {
        var items = items(answer)
        let order = query["order"] ?? "desc"
        guard order == "asc" || order == "desc" else { throw wrong("order", "asc or desc") }
        if order == "desc" { items.reverse() }
        if let after = query["after"] {
            guard let place = items.firstIndex(where: { $0["id"]?.string == after }) else {
                throw wrong("after", "the id of an item of this answer")
            }
            items.removeFirst(place + 1)
        }
        let limit = query["limit"].map { Int($0) ?? 0 } ?? usualPage
        guard (1...mostPerPage).contains(limit) else { throw wrong("limit", "between 1 and \(mostPerPage)") }
        let page = items.prefix(limit)
        return JSONValue.object(
            JSONObject([
                ("object", "list"), ("data", .array(Array(page))), ("first_id", page.first?["id"] ?? .null),
                ("last_id", page.last?["id"] ?? .null), ("has_more", .bool(items.count > limit)),
            ])
        ).bytes
    }

    private static func wrong(_ name: String, _ wanted: String) -> GatewayError {
        GatewayError(.invalidRequest, "\"\(name)\" must be \(wanted).", param: name)
    }

    /// As items with ids, which a caller may have left out, and messages with content parts.
    private static func items(_ answer: StoredAnswer) -> [JSONValue] {
        guard let input = try? JSONValue(parsing: answer.input, maxDepth: 512) else { return [] }
        let sent: [JSONValue] = input.array ?? [["role": "user", "content": input]]
        return sent.enumerated().map { index, item in
            guard case .object(var item) = item else { return item }
            if item["type"] == nil { item["type"] = "message" }
            if item["id"] == nil { item["id"] = .string("msg_\(answer.id)_in_\(index)") }
            if item["type"] == "message", item["status"] == nil { item["status"] = "completed" }
            if let text = item["content"]?.string {
                let type = item["role"] == "assistant" ? "output_text" : "input_text"
                item["content"] = [["type": .string(type), "text": .string(text)]]
            }
            return .object(item)
        }
    }
}
