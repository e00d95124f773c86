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
        switch bytes.count {
        case 3 where bytes.elementsEqual("GET".utf8): self = .get
        case 3 where bytes.elementsEqual("PUT".utf8): self = .put
        case 4 where bytes.elementsEqual("POST".utf8): self = .post
        case 4 where bytes.elementsEqual("HEAD".utf8): self = .head
        case 5 where bytes.elementsEqual("PATCH".utf8): self = .patch
        case 5 where bytes.elementsEqual("TRACE".utf8): self = .trace
        case 6 where bytes.elementsEqual("DELETE".utf8): self = .delete
        case 7 where bytes.elementsEqual("OPTIONS".utf8): self = .options
        case 7 where bytes.elementsEqual("CONNECT".utf8): self = .connect
        default: self = HTTPMethod(.other, String(decoding: bytes, as: UTF8.self))
        }
    }
}
