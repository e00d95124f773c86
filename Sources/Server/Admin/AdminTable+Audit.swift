import Gateway
import Wire

extension AdminTable {
    static let audit: [AdminEndpoint] = [
        AdminEndpoint(
            .get, "/audit", .viewer, query: ["limit", "after"],
            "Who changed what, the newest first; `after` is the `number` of the last entry of the page before."
        ) { (request) async throws(GatewayError) in
            let limit = try request.limit()
            let before = try request.query["after"].map { (text) throws(GatewayError) -> Int in
                guard let number = Int(text), number > 0 else {
                    throw AdminMembers.wrong("after", "\"after\" must be the number of an entry.")
                }
                return number
            }
            do throws(StoreFailure) {
                let entries = try await request.core.keys.audit.list(before: before, limit: limit + 1)
                return .list(entries.prefix(limit).map(\.told), hasMore: entries.count > limit, id: "number")
            } catch {
                throw GatewayError(error)
            }
        }
    ]
}

extension AuditEntry {
    fileprivate var told: JSONValue {
        [
            "number": .int(number), "object": "audit.entry", "time": .int(time), "actor": .string(actor),
            "action": .string(action), "subject": .string(subject), "address": .string(address),
            "request_id": .string(requestID), "before": before ?? .null, "after": after ?? .null,
        ]
    }
}
