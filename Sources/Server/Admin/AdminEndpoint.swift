package import Gateway
import NIOCore
package import Wire

/// One thing that `/admin/api` can be asked for: what the router, the reference page and the test of who may do what are
/// made from.
package struct AdminEndpoint: Sendable {
    package let method: HTTPMethod
    /// Behind `/admin/api`; `{…}` stands for a name.
    package let path: String
    /// What whoever asks needs.
    package let role: KeyRole
    /// Members that a body may have; others are a 400.
    package let fields: [String]
    /// Members that the query may have.
    package let query: [String]
    package let meaning: String
    let serve: @Sendable (AdminRequest) async throws(GatewayError) -> AdminReply

    init(
        _ method: HTTPMethod, _ path: String, _ role: KeyRole, fields: [String] = [], query: [String] = [],
        _ meaning: String, serve: @escaping @Sendable (AdminRequest) async throws(GatewayError) -> AdminReply
    ) {
        self.method = method
        self.path = path
        self.role = role
        self.fields = fields
        self.query = query
        self.meaning = meaning
        self.serve = serve
    }

    /// Whether a body is read.
    var takesBody: Bool { method == .post || method == .patch || method == .put }
}

/// What an endpoint is asked.
struct AdminRequest: Sendable {
    let core: GatewayCore
    let actor: AdminActor
    /// What stands in the path for `{…}`; empty: the path has none.
    let name: String
    let query: [String: String]
    /// Null: there was none.
    let body: JSONValue
    let endpoint: AdminEndpoint
    let caller: any CallerLink
    /// Ends the calls under way of the key of an id, and says how many there were.
    let endCalls: @Sendable (_ key: String) async -> Int

    /// The members of the body.
    func members() throws(GatewayError) -> AdminMembers {
        try AdminMembers(body.isNull ? .object(JSONObject()) : body, known: endpoint.fields)
    }

    /// `limit` of the query.
    func limit(most: Int = 1_000, usual: Int = 100) throws(GatewayError) -> Int {
        guard let text = query["limit"] else { return usual }
        guard let limit = Int(text), (1...most).contains(limit) else {
            throw AdminMembers.wrong("limit", "\"limit\" must be from 1 to \(most).")
        }
        return limit
    }
}

struct AdminReply: Sendable {
    var status = 200
    let content: ByteBuffer
    let type: String

    init(status: Int = 200, body: JSONValue) {
        self.init(status: status, content: body.bytes, type: "application/json")
    }

    init(status: Int = 200, content: ByteBuffer, type: String) {
        self.status = status
        self.content = content
        self.type = type
    }

    static func list(_ items: [JSONValue], hasMore: Bool, id: String = "id") -> AdminReply {
        AdminReply(
            body: [
                "object": "list", "data": .array(items), "first_id": items.first?[id] ?? .null,
                "last_id": items.last?[id] ?? .null, "has_more": .bool(hasMore),
            ])
    }
}
