import Crypto
package import Wire

/// A file or batch at a provider. Callers share the gateway's credential there, so whose it is stands here.
package struct RelayedObject: KeptRecord, Equatable {
    /// Provider and its own id: two providers may give the same.
    package var id: String { Self.key(provider: provider, id: theirs) }
    package var owner: String
    package var provider: String
    /// The provider's own id.
    package var theirs: String
    /// Tells which of the provider's credentials made it.
    package var credential: String
    package var created: Int
    package var isBatch: Bool
    /// As the provider told of it last.
    package var object: JSONValue

    package init(
        owner: String, provider: String, theirs: String, credential: String, created: Int, isBatch: Bool,
        object: JSONValue
    ) {
        self.owner = owner
        self.provider = provider
        self.theirs = theirs
        self.credential = credential
        self.created = created
        self.isBatch = isBatch
        self.object = object
    }

    static func key(provider: String, id: String) -> String { "\(provider)/\(id)" }

    /// What a credential is known by here: not the credential, and nothing it could be found from.
    static func mark(of credential: Secret?) -> String {
        guard let credential else { return "" }
        let digest = SHA256.hash(data: Array(credential.reveal().utf8))
        return digest.prefix(8).map { String($0, radix: 16) }.joined(separator: "-")
    }

    package var json: JSONValue {
        [
            "owner": .string(owner), "provider": .string(provider), "id": .string(theirs),
            "credential": .string(credential), "created_at": .int(created), "is_batch": .bool(isBatch),
            "object": object,
        ]
    }

    package init?(json: JSONValue) {
        guard let owner = json["owner"]?.string, let provider = json["provider"]?.string,
            let theirs = json["id"]?.string, let credential = json["credential"]?.string,
            let created = json["created_at"]?.int, let isBatch = json["is_batch"]?.bool
        else { return nil }
        self.init(
            owner: owner, provider: provider, theirs: theirs, credential: credential, created: created,
            isBatch: isBatch, object: json["object"] ?? .null)
    }
}
