import Gateway
import Testing

/// Credentials as they are kept: encrypted, bound to their row, and put under another key without being read.
@Suite struct `Secrets at rest` {
    private static let keys: [SecretKeys.Key] = (1...2).compactMap {
        SecretKeys.Key(bytes: [UInt8](repeating: $0, count: 32))
    }
    private let secret = Secret("sk-canary-0123456789abcdef")
    private let place = "provider_credential|openai|sealed|https://api.openai.com:443"

    private func opened(_ sealed: SealedSecret, _ keys: SecretKeys, _ place: String) -> String {
        do throws(SealedSecret.Failure) {
            return try sealed.open(keys, place: place).reveal()
        } catch {
            return "\(error)"
        }
    }

    @Test func `what was sealed opens with its key, at its place`() throws {
        let keys = SecretKeys(current: Self.keys[0])
        let sealed = try SealedSecret(secret, under: keys.current, place: place)
        #expect(opened(sealed, keys, place) == secret.reveal())
        #expect(opened(sealed, keys, place.replacing("openai", with: "other")) == "broken")
        #expect(opened(sealed, SecretKeys(current: Self.keys[1]), place) == "unknownKey(\"\(keys.current.id)\")")
        // Another key under the same id.
        let lying = SealedSecret(keyID: Self.keys[1].id, bytes: sealed.bytes)
        #expect(opened(lying, SecretKeys(current: Self.keys[1]), place) == "broken")
        #expect(String(decoding: sealed.bytes, as: UTF8.self).contains("canary") == false)
    }

    @Test func `the same secret is never sealed the same`() throws {
        let sealed = try (0..<50).map { _ in try SealedSecret(secret, under: Self.keys[0], place: place) }
        #expect(Set(sealed.map(\.bytes)).count == 50)
        // Nor do any two share a nonce, of either part.
        #expect(Set(sealed.map { Array($0.bytes[1..<13]) } + sealed.map { Array($0.bytes[61..<73]) }).count == 100)
    }

    @Test func `no byte of it can be changed`() throws {
        let keys = SecretKeys(current: Self.keys[0])
        let sealed = try SealedSecret(secret, under: keys.current, place: place)
        for index in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[index] ^= 1
            #expect(opened(SealedSecret(keyID: sealed.keyID, bytes: bytes), keys, place) == "broken", "byte \(index)")
            let cut = SealedSecret(keyID: sealed.keyID, bytes: Array(sealed.bytes[..<index]))
            #expect(opened(cut, keys, place) == "broken", "cut at \(index)")
        }
    }

    @Test func `it is put under another key, and opens with that alone`() throws {
        let old = try SealedSecret(secret, under: Self.keys[0], place: place)
        let both = SecretKeys(current: Self.keys[1], former: [Self.keys[0]])
        let new = try old.rewrapped(both, place: place)
        #expect(opened(old, both, place) == secret.reveal())
        #expect(opened(new, SecretKeys(current: Self.keys[1]), place) == secret.reveal())
        #expect(new.bytes[61...] == old.bytes[61...])
    }

    @Test func `a key has 32 bytes`() {
        for count in [0, 16, 31, 33] { #expect(SecretKeys.Key(bytes: [UInt8](repeating: 0, count: count)) == nil) }
    }
}
