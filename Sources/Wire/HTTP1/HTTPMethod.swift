/// A request method. Methods are case-sensitive: `get` is an unknown method, not `GET`.
package struct HTTPMethod: Sendable, Hashable {
    /// The methods the gateway knows by name.
    package enum Kind: UInt8, Sendable {
        case get, post, put, delete, head, options, patch, connect, trace
        /// Any other token; `text` tells which.
        case other
    }

    package let kind: Kind
    /// The method as sent on the wire.
    package let text: String

    private init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    package static let get = HTTPMethod(.get, "GET")
    package static let post = HTTPMethod(.post, "POST")
    package static let put = HTTPMethod(.put, "PUT")
    package static let delete = HTTPMethod(.delete, "DELETE")
    package static let head = HTTPMethod(.head, "HEAD")
    package static let options = HTTPMethod(.options, "OPTIONS")
    package static let patch = HTTPMethod(.patch, "PATCH")
    package static let connect = HTTPMethod(.connect, "CONNECT")
    package static let trace = HTTPMethod(.trace, "TRACE")

    private static let known = [get, post, put, delete, head, options, patch, connect, trace]

    /// The method called `text`, or nil if that is no token.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy(ByteScan.isToken) else { return nil }
        self = Self.known.first { $0.text == text } ?? HTTPMethod(.other, text)
    }

    /// The method in `bytes`, which the caller knows to be a token.
    init(token bytes: UnsafeRawBufferPointer) {
        // Methods are told by their case too.
        func isCalled(_ name: StaticString) -> Bool {
            JSONBytes.equal(
                bytes.assumingMemoryBound(to: UInt8.self),
                UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        }
        switch bytes.count {
        case 3 where isCalled("GET"): self = .get
        case 3 where isCalled("PUT"): self = .put
        case 4 where isCalled("POST"): self = .post
        case 4 where isCalled("HEAD"): self = .head
        case 5 where isCalled("PATCH"): self = .patch
        case 5 where isCalled("TRACE"): self = .trace
        case 6 where isCalled("DELETE"): self = .delete
        case 7 where isCalled("OPTIONS"): self = .options
        case 7 where isCalled("CONNECT"): self = .connect
        default: self = HTTPMethod(.other, String(decoding: bytes, as: UTF8.self))
        }
    }
}
