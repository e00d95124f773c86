import Crypto

/// A secret as it is kept: encrypted under a key of its own, and that one under one of the `SecretKeys`, each by
/// AES-256-GCM with a nonce drawn for it. Both are bound to the place they are kept at: moved elsewhere they do not open.
package struct SealedSecret: Sendable, Equatable {
    /// Why one does not open.
    package enum Failure: Error, Equatable {
        /// It is under a key that is not there.
        case unknownKey(String)
        /// It was changed, was moved, or is under another key of that id.
        case broken
    }

    /// Of the key its own key is under.
    package let keyID: String
    /// A byte of version, its own key encrypted (60 bytes), and the secret encrypted.
    package let bytes: [UInt8]

    private static let version: UInt8 = 1
    /// Nonce, key and tag.
    private static let wrappedLength = 12 + 32 + 16

    package init(keyID: String, bytes: [UInt8]) {
        self.keyID = keyID
        self.bytes = bytes
    }

    /// - Parameter place: table, row and column, with bars between.
    package init(_ secret: Secret, under key: SecretKeys.Key, place: String) throws(Failure) {
        let own = SymmetricKey(size: .bits256)
        let wrapped = try Self.encrypt(own.withUnsafeBytes { Array($0) }, key.symmetric, place + "|key")
        let sealed = try Self.encrypt(Array(secret.reveal().utf8), own, place)
        self.init(keyID: key.id, bytes: [Self.version] + wrapped + sealed)
    }

    package func open(_ keys: SecretKeys, place: String) throws(Failure) -> Secret {
        let own = try ownKey(keys, place: place)
        let text = try Self.decrypt(bytes[(1 + Self.wrappedLength)...], own, place)
        guard let text = String(validating: text, as: UTF8.self) else { throw .broken }
        return Secret(text)
    }

    /// The same under the current key; the secret itself is not touched.
    package func rewrapped(_ keys: SecretKeys, place: String) throws(Failure) -> SealedSecret {
        let own = try ownKey(keys, place: place)
        let wrapped = try Self.encrypt(own.withUnsafeBytes { Array($0) }, keys.current.symmetric, place + "|key")
        return SealedSecret(
            keyID: keys.current.id, bytes: [Self.version] + wrapped + bytes[(1 + Self.wrappedLength)...])
    }

    private func ownKey(_ keys: SecretKeys, place: String) throws(Failure) -> SymmetricKey {
        guard let key = keys.key(keyID) else { throw .unknownKey(keyID) }
        guard bytes.count > 1 + Self.wrappedLength, bytes[0] == Self.version else { throw .broken }
        let own = try Self.decrypt(bytes[1..<(1 + Self.wrappedLength)], key.symmetric, place + "|key")
        return SymmetricKey(data: own)
    }

    private static func encrypt(_ bytes: [UInt8], _ key: SymmetricKey, _ place: String) throws(Failure) -> [UInt8] {
        let box = try? AES.GCM.seal(bytes, using: key, authenticating: Array(place.utf8))
        guard let combined = box?.combined else { throw .broken }
        return Array(combined)
    }

    private static func decrypt(
        _ bytes: ArraySlice<UInt8>, _ key: SymmetricKey, _ place: String
    ) throws(Failure) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: Array(bytes))
            return Array(try AES.GCM.open(box, using: key, authenticating: Array(place.utf8)))
        } catch {
            throw .broken
        }
    }
}
