import Crypto

/// The gateway's keys by digest, so that looking one up takes the same time whatever of it is right.
package struct KeyRing: Sendable {
    private let principals: [SHA256Digest: Principal]

    package init(_ keys: [Snapshot.GatewayKey]) {
        principals = Dictionary(
            keys.map {
                (SHA256.hash(data: Array($0.secret.reveal().utf8)), Principal(name: $0.name, policy: $0.policy))
            },
            uniquingKeysWith: { first, _ in first })
    }

    package func principal(of credential: Secret) -> Principal? {
        var text = credential.reveal()
        let digest = text.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
        return principals[digest]
    }
}
