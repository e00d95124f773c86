import Crypto

/// The gateway's keys by digest, so that looking one up takes the same time whatever of it is right.
package struct KeyRing: Sendable {
    private let keys: [SHA256Digest: Snapshot.GatewayKey]

    package init(_ keys: [Snapshot.GatewayKey]) {
        self.keys = Dictionary(
            keys.map { (SHA256.hash(data: Array($0.secret.reveal().utf8)), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    package func key(for credential: Secret) -> Snapshot.GatewayKey? {
        var text = credential.reveal()
        let digest = text.withUTF8 { SHA256.hash(data: UnsafeRawBufferPointer($0)) }
        return keys[digest]
    }
}
