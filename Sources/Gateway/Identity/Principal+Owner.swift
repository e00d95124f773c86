import Crypto

extension Principal {
    /// Whose kept answers are whose: the key's name, or what tells a caller's own credential from all others.
    package var owner: String {
        guard let ownCredential else { return "key:\(name)" }
        let digest = SHA256.hash(data: Array(ownCredential.reveal().utf8))
        return "own:" + digest.map { String($0, radix: 16) }.joined(separator: "-")
    }
}
