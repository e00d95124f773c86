import Crypto
import NIOCore
package import Wire

/// The request that opens a WebSocket (RFC 6455 §4.2.1), checked.
package struct WebSocketOpening: Sendable {
    private let key: String
    let subprotocols: [String]

    package init(_ head: RequestHead) throws(GatewayError) {
        let fields = head.fields
        guard head.method.kind == .get, head.minorVersion == 1, Self.list("upgrade", in: fields, holds: "websocket"),
            Self.list("connection", in: fields, holds: "upgrade")
        else { throw GatewayError(.upgradeRequired, "This path is served over a WebSocket.") }
        guard fields.values("sec-websocket-version") == ["13"] else {
            throw GatewayError(
                .upgradeRequired, "The version of the WebSocket protocol is not 13.",
                hint: "Send `sec-websocket-version: 13`, as RFC 6455 has it.")
        }
        let keys = fields.values("sec-websocket-key")
        guard keys.count == 1, keys[0].utf8.count == 24, Base64.decode(keys[0])?.readableBytes == 16 else {
            throw GatewayError(
                .invalidRequest, "`sec-websocket-key` must be there once, and be 16 bytes in base64.",
                hint: "Connect with a WebSocket client: it makes a key for each connection.")
        }
        key = keys[0]
        subprotocols = Self.subprotocols(of: fields)
    }

    /// Without keys whoever reaches the gateway may use it, and a page of any site can open a WebSocket to this machine
    /// from its owner's browser: no browser asks first, as it does for requests.
    static func checkOrigin(_ head: RequestHead) throws(GatewayError) {
        guard let origin = head.fields.first("origin") else { return }
        let place = origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? origin[...]
        guard place.lowercased() != head.fields.first("host")?.lowercased() else { return }
        var error = GatewayError(
            .invalidRequest, "Pages of \(origin) may not open a session: this gateway asks for no key.",
            hint: "Give the gateway keys (`auth.mode: gateway`), or open the session from a page of its own address.")
        error.status = 403
        throw error
    }

    /// A body would be read as frames.
    package static func checkBody(_ head: RequestHead) throws(GatewayError) {
        guard head.framing == .none || head.framing == .length(0) else {
            throw GatewayError(
                .invalidRequest, "A request for a WebSocket has no body.", hint: "Send it without a body.")
        }
    }

    /// The fields of the 101, the hop-by-hop ones left out. Of the subprotocols offered only `realtime` is one; the
    /// others carry a key and settings, and are not named.
    func replyFields() -> [(field: ReplyField, value: String)] {
        var fields: [(ReplyField, String)] = [(.socketAccept, Self.accept(key))]
        if subprotocols.contains("realtime") { fields.append((.socketProtocol, "realtime")) }
        return fields
    }

    /// What the other side has to answer a key with (RFC 6455 §4.2.2).
    package static func accept(_ key: String) -> String {
        let digest = Insecure.SHA1.hash(data: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
        return Base64.encode(ByteBuffer(bytes: digest))
    }

    /// A key for a connection of our own.
    static func makeKey(_ random: () -> UInt64) -> String {
        Base64.encode(ByteBuffer(integer: random()) + ByteBuffer(integer: random()))
    }

    static func subprotocols(of fields: HeaderFields) -> [String] { members("sec-websocket-protocol", of: fields) }

    private static func members(_ name: StaticString, of fields: HeaderFields) -> [String] {
        fields.values(name).flatMap { $0.split(separator: ",") }.map { member in
            let start = member.drop { $0 == " " || $0 == "\t" }
            return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
    }

    private static func list(_ name: StaticString, in fields: HeaderFields, holds member: String) -> Bool {
        members(name, of: fields).contains { $0.lowercased() == member }
    }
}

extension ByteBuffer {
    fileprivate static func + (left: ByteBuffer, right: ByteBuffer) -> ByteBuffer {
        var joined = left
        joined.writeImmutableBuffer(right)
        return joined
    }
}
