import Wire

/// A page of a caller's files or batches, in OpenAI's form: `limit`, `order`, `after`.
struct ListPage<Item> {
    var items: [Item]
    var hasMore: Bool

    /// - Parameter all: in no order.
    init(
        _ all: [Item], query: [String: String], mostPerPage: Int, usualPage: Int, created: (Item) -> Int,
        id: (Item) -> String
    ) throws(GatewayError) {
        var sorted = all.sorted { (created($0), id($0)) < (created($1), id($1)) }
        let order = query["order"] ?? "desc"
        guard order == "asc" || order == "desc" else { throw Self.wrong("order", "asc or desc") }
        if order == "desc" { sorted.reverse() }
        if let after = query["after"], !after.isEmpty {
            guard let place = sorted.firstIndex(where: { id($0) == after }) else {
                throw Self.wrong("after", "the id of one in the list")
            }
            sorted.removeFirst(place + 1)
        }
        let limit = query["limit"].map { Int($0) ?? 0 } ?? usualPage
        guard (1...mostPerPage).contains(limit) else { throw Self.wrong("limit", "between 1 and \(mostPerPage)") }
        items = Array(sorted.prefix(limit))
        hasMore = sorted.count > limit
    }

    func json(_ told: [JSONValue]) -> JSONValue {
        [
            "object": "list", "data": .array(told), "first_id": told.first?["id"] ?? .null,
            "last_id": told.last?["id"] ?? .null, "has_more": .bool(hasMore),
        ]
    }

    private static func wrong(_ name: String, _ wanted: String) -> GatewayError {
        GatewayError(.invalidRequest, "\"\(name)\" must be \(wanted).", param: name)
    }
}
