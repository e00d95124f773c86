import Crypto

/// The key that provider credentials are encrypted under, and those that were it before.
package struct SecretKeys: Sendable {
    /// A key with the id that stands beside what it encrypts.
    package struct Key: Sendable {
        package let id: String
        let symmetric: SymmetricKey

        /// nil unless there are 32 bytes.
        package init?(bytes: some Collection<UInt8>) {
            guard bytes.count == 32 else { return nil }
            symmetric = SymmetricKey(data: Array(bytes))
            // Says nothing of the key that could not be found out by trying it.
            let digest = SHA256.hash(data: Array("llmgateway secrets key ".utf8) + Array(bytes))
            id = digest.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// What is encrypted from now on is under this one.
    package var current: Key
    package var former: [Key]

    package init(current: Key, former: [Key] = []) {
        self.current = current
        self.former = former
    }

    func key(_ id: String) -> Key? { ([current] + former).first { $0.id == id } }
}
