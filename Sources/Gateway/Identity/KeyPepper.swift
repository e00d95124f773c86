import Crypto

/// The secret that keys are hashed with: who reads the store alone cannot even try keys out.
package struct KeyPepper: Sendable {
    /// Of a pepper, in bytes.
    package static let length = 32

    private let key: SymmetricKey

    /// - Parameter bytes: exactly `length` of them; nil for any other number.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        key = SymmetricKey(data: Array(bytes))
    }

    /// One of its own: what is hashed with it ends with the process.
    package init() { key = SymmetricKey(size: .bits256) }

    package func digest(of credential: Secret) -> KeyDigest {
        var text = credential.reveal()
        return text.withUTF8 { bytes in
            KeyDigest(HMAC<SHA256>.authenticationCode(for: UnsafeRawBufferPointer(bytes), using: key))
        }
    }
}

/// HMAC-SHA-256 of a key. Looking one up takes the same time whatever of it is right.
package struct KeyDigest: Sendable, Hashable {
    private let words: SIMD4<UInt64>

    init(_ code: HMAC<SHA256>.MAC) {
        words = code.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// nil unless there are 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }
}
