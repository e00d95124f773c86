package import Wire

/// A file kept by the gateway, without what it holds.
package struct StoredFile: KeptRecord, Equatable {
    package var id: String
    package var owner: String
    /// Seconds since 1970, as all times here.
    package var created: Int
    package var expires: Int
    package var filename: String
    package var purpose: String
    package var bytes: Int

    package init(
        id: String, owner: String, created: Int, expires: Int, filename: String, purpose: String, bytes: Int
    ) {
        self.id = id
        self.owner = owner
        self.created = created
        self.expires = expires
        self.filename = filename
        self.purpose = purpose
        self.bytes = bytes
    }

    /// As callers are told of it.
    var told: JSONValue {
        [
            "id": .string(id), "object": "file", "bytes": .int(bytes), "created_at": .int(created),
            "expires_at": .int(expires), "filename": .string(filename), "purpose": .string(purpose),
            "status": "processed", "status_details": nil,
        ]
    }

    package var json: JSONValue {
        var json = told
        json["owner"] = .string(owner)
        return json
    }

    package init?(json: JSONValue) {
        guard let id = json["id"]?.string, let owner = json["owner"]?.string, let created = json["created_at"]?.int,
            let expires = json["expires_at"]?.int, let filename = json["filename"]?.string,
            let purpose = json["purpose"]?.string, let bytes = json["bytes"]?.int
        else { return nil }
        self.init(
            id: id, owner: owner, created: created, expires: expires, filename: filename, purpose: purpose,
            bytes: bytes)
    }
}
