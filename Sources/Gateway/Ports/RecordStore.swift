package import Wire

/// Something kept as one small JSON object, with an id and an owner.
package protocol KeptRecord: Sendable {
    var id: String { get }
    /// Whose it is, see `Principal.owner`.
    var owner: String { get }
    /// All of it, as it is kept.
    var json: JSONValue { get }
    /// nil for JSON that is none.
    init?(json: JSONValue)
}

/// Records of one kind by their id. Who may see which is its callers' business.
package protocol RecordStore<Record>: Sendable {
    associatedtype Record: KeptRecord

    /// Keeps a record, in place of one of the same id.
    func add(_ record: Record) async throws(GatewayError)
    func find(_ id: String) async throws(GatewayError) -> Record?
    /// All of them, in no order.
    func list() async throws(GatewayError) -> [Record]
    /// Changes a record that is there; no two changes of one record run at the same time. Returns what it became.
    func update(
        _ id: String, _ change: @escaping @Sendable (inout Record) -> Void
    ) async throws(GatewayError) -> Record?
    /// Whether there was one.
    func remove(_ id: String) async throws(GatewayError) -> Bool
}
