/// Why a message was refused by its framing. After one of these the connection is closed: where the next message
/// would begin is not known.
package enum FramingError: Error, Equatable, Sendable, CaseIterable {
    case malformedRequestLine, malformedTarget, targetTooLong, methodNotAllowed
    case malformedVersion, unsupportedVersion
    case malformedStatusLine
    case headTooLarge, tooManyFields
    case malformedFieldName, obsoleteLineFolding, bareLineBreak, controlByte
    case missingHost, repeatedHost, malformedHost, hostDiffersFromTarget
    case malformedContentLength, repeatedContentLength, contentLengthWithTransferEncoding
    case unsupportedTransferEncoding, transferEncodingOnHTTP10
    case malformedChunk, chunkExtensionTooLong
    /// The peer closed without sending a byte of the answer: the request may be sent again elsewhere.
    case closedBeforeResponse
    case truncatedHead, truncatedBody, tooManyInterimResponses
    /// A name, value, target or reason to be written holds CR, LF, NUL or what does not belong there.
    case unwritable

    /// The status a listener answers with. Errors that only an answer of an upstream can have are 502.
    package var status: Int {
        switch self {
        case .methodNotAllowed: 405
        case .targetTooLong: 414
        case .headTooLarge, .tooManyFields: 431
        case .unsupportedTransferEncoding: 501
        case .unsupportedVersion: 505
        case .malformedStatusLine, .closedBeforeResponse, .truncatedHead, .truncatedBody, .tooManyInterimResponses: 502
        case .unwritable: 500
        default: 400
        }
    }

    /// What was wrong and what mends it, in one sentence fit for an error body.
    package var message: String {
        switch self {
        case .malformedRequestLine: "The request line is malformed: send METHOD, target, HTTP/1.1, one space apart."
        case .malformedTarget: "The request target must begin with / and hold printable ASCII only: percent-encode it."
        case .targetTooLong: "The request target is too long: send long values in the body."
        case .methodNotAllowed: "CONNECT and TRACE are not served: use GET or POST."
        case .malformedVersion: "The HTTP version is malformed: send HTTP/1.1."
        case .unsupportedVersion: "This HTTP version is not spoken here: send HTTP/1.1 or HTTP/1.0."
        case .malformedStatusLine: "The status line of the answer is malformed."
        case .headTooLarge: "The header section is too large: send fewer or shorter header fields."
        case .tooManyFields: "There are too many header fields: send fewer."
        case .malformedFieldName: "A header field name is malformed: it is letters, digits and - followed by a colon."
        case .obsoleteLineFolding: "A header field is folded over lines: send it on one line."
        case .bareLineBreak: "A CR or LF stands alone: end each line with CR LF."
        case .controlByte: "A header field holds a control character: take it out."
        case .missingHost: "The Host header is missing: HTTP/1.1 requires exactly one."
        case .repeatedHost: "The Host header is repeated: send exactly one."
        case .malformedHost: "The Host header is malformed: send a host name and an optional port."
        case .hostDiffersFromTarget: "The Host header differs from the host in the request target: send the same."
        case .malformedContentLength: "Content-Length must be decimal digits, without sign or leading zero."
        case .repeatedContentLength: "Content-Length is given more than once: send exactly one."
        case .contentLengthWithTransferEncoding: "Content-Length and Transfer-Encoding exclude each other: send one."
        case .unsupportedTransferEncoding: "The only transfer encoding understood is exactly \"chunked\"."
        case .transferEncodingOnHTTP10: "HTTP/1.0 has no Transfer-Encoding: send Content-Length or HTTP/1.1."
        case .malformedChunk: "A chunk is malformed: its size is hexadecimal digits and its data ends with CR LF."
        case .chunkExtensionTooLong: "A chunk extension is too long: leave it out."
        case .closedBeforeResponse: "The connection was closed before an answer began."
        case .truncatedHead: "The connection was closed within the head of the answer."
        case .truncatedBody: "The connection was closed before the end of the body."
        case .tooManyInterimResponses: "Too many interim answers came before the final one."
        case .unwritable: "A header name, value, target or reason holds characters that must not be written."
        }
    }
}
