import Drivers
import Foundation
import Gateway
import GatewayTesting
import NIOCore
import Server
import Testing
import Wire

/// Credentials that nobody was given.
@Suite struct `Credentials that are made up` {
    private static let pieces = [
        "' OR '1'='1", "'; DROP TABLE virtual_key; --", "\" OR \"\"=\"", "${jndi:ldap://x}", "../../etc/passwd", "%00",
        "\\",
        "sk-llmgw-", "eyJhbGciOiJub25lIn0", ".", "..", "null", "undefined", "*", "admin", "app", "Bearer", " ", "\t",
        "ü",
        "0", "{}", "[]", "\u{202E}", "first-key", "key_",
    ]

    private static func credential(_ draw: inout SplitMix64) -> String {
        let count = Int.random(in: 1...6, using: &draw)
        return (0..<count).map { _ in
            if Bool.random(using: &draw) { return pieces.randomElement(using: &draw) ?? "" }
            return String(
                decoding: (0..<Int.random(in: 1...60, using: &draw)).map { _ in
                    UInt8.random(in: 0x21...0x7E, using: &draw)
                },
                as: UTF8.self)
        }.joined()
    }

    @Test func `ten thousand of them are 401 each, and reach no database`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID().uuidString).sqlite")
            .path
        let file = try SQLiteFile(path: path)
        let registry = KeyRegistry(
            store: SQLiteKeyStore(file), audit: SQLiteAuditLog(file), pepper: KeyPepper(), effects: Effects(now: { 5 }))
        let actor = AdminActor(name: "a", address: "b", requestID: "c")
        let made = try await registry.create(
            AdminMembers(["name": "web"], known: VirtualKey.members), by: actor, isFixed: { _ in false })
        let snapshot = Snapshot(
            auth: .init(
                mode: .gateway, keys: [.init(name: "app", secret: Secret(TestGateway.key))],
                adminKey: Secret(TestGateway.adminKey)), providers: [])
        let authenticator = Authenticator(directory: registry.directory, wallClock: { 5 })
        let seed = UInt64.random(in: 0 ... .max)
        var draw = SplitMix64(seed: seed)
        let fields: [String] = ["authorization", "x-api-key", "api-key", "x-goog-api-key"]
        for number in 0..<10_000 {
            var header = HeaderFields()
            let text = number % 10 == 0 ? Self.near(made.secret.reveal(), &draw) : Self.credential(&draw)
            let field = fields.randomElement(using: &draw) ?? "x-api-key"
            header.append(field, field == "authorization" ? "Bearer \(text)" : text)
            let head = RequestHead(method: .post, target: "/v1/chat/completions", fields: header)
            // One address each, so that none is slowed down.
            let address = "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)"
            var codes: [ErrorCode] = []
            do throws(GatewayError) {
                var last: LastKey?
                _ = try authenticator.authenticate(
                    head, address: address, in: snapshot, now: .uptimeNanoseconds(1), last: &last)
            } catch { codes.append(error.code) }
            do throws(GatewayError) {
                _ = try authenticator.authenticateAdmin(
                    head, address: address, in: snapshot, now: .uptimeNanoseconds(1), needed: .viewer)
            } catch { codes.append(error.code) }
            #expect(codes == [.invalidAPIKey, .invalidAPIKey], "seed \(seed), \(number): \(text)")
        }
        #expect(try await registry.audit.list(before: nil, limit: 9).count == 1)
    }

    /// The right one but for a letter.
    private static func near(_ secret: String, _ draw: inout SplitMix64) -> String {
        var bytes = Array(secret.utf8)
        let place = Int.random(in: 0..<bytes.count, using: &draw)
        bytes[place] = bytes[place] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `what the store keeps of a key is no key`() async throws {
        let registry = KeyRegistry(effects: Effects(now: { 5 }))
        let made = try await registry.create(
            AdminMembers(["name": "web"], known: VirtualKey.members),
            by: AdminActor(name: "a", address: "b", requestID: "c"), isFixed: { _ in false })
        let bytes = made.key.digest.bytes
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let digests = [hex, hex.uppercased(), Base64.encode(ByteBuffer(bytes: bytes)), made.key.id, made.key.lastFour]
        for text in digests + digests.map({ KeyFormat.prefix + $0 }) {
            #expect(registry.directory.find(Secret(text), at: 5) == nil, "\(text)")
        }
    }

    @Test func `to say no takes as long for a key that was revoked as for one that never was`() async throws {
        let registry = KeyRegistry(effects: Effects(now: { 5 }))
        let actor = AdminActor(name: "a", address: "b", requestID: "c")
        let made = try await registry.create(
            AdminMembers(["name": "web"], known: VirtualKey.members), by: actor, isFixed: { _ in false })
        _ = try await registry.revoke(made.key.id, by: actor)
        var generator = SystemRandomNumberGenerator()
        let keys = [
            made.secret, KeyFormat.makeKey(using: &generator),
            Secret(KeyFormat.prefix + String(repeating: "x", count: 38)),
        ]
        let authenticator = Authenticator(directory: registry.directory, wallClock: { 5 })
        let snapshot = Snapshot(auth: .init(mode: .gateway, keys: []), providers: [])
        var times = keys.map { _ in [Int64]() }
        for number in 0..<2_000 {
            for (index, key) in keys.enumerated() {
                var fields = HeaderFields()
                fields.append("x-api-key", key.reveal())
                let head = RequestHead(method: .get, target: "/v1/models", fields: fields)
                var last: LastKey?
                let start = NIODeadline.now()
                _ = try? authenticator.authenticate(
                    head, address: "\(number)", in: snapshot, now: .uptimeNanoseconds(1), last: &last)
                times[index].append((NIODeadline.now() - start).nanoseconds)
            }
        }
        let medians = times.map { $0.sorted()[$0.count / 2] }
        let spread = (medians.max() ?? 0) - (medians.min() ?? 0)
        #expect(spread < 1_000_000, "\(medians) ns")
    }
}
