package import NIOCore
package import Wire

/// What a caller got, taken apart.
package struct Replies: Sendable {
    /// One final reply.
    package struct Reply: Sendable {
        package var status: Int
        package var fields: HeaderFields
        package var body = ByteBuffer()
        /// Each piece as it was framed.
        package var pieces = 0

        package var text: String { String(buffer: body) }

        /// `error.code` of an error in OpenAI's form.
        package var errorCode: String? { member("code") }

        /// A text member of the error.
        package func member(_ name: String) -> String? {
            (try? JSONDocument(validating: body))?.root["error"]?[named: name]?.string
        }
    }

    /// Replies that came to their end.
    package var whole: [Reply] = []
    /// One that did not.
    package var cut: Reply?
    package var ending: Inbox.Ending?
    /// Bytes that are no part of a reply; a second reply to one request would be here, too.
    package var isBroken = false

    /// - Parameter methods: of the requests sent, in order; POST where there are more replies.
    package init(_ content: Inbox.Content, to methods: [HTTPMethod] = []) {
        ending = content.ending
        var parser = ResponseParser()
        var bytes = content.bytes
        parser.feed(bytes.readSlice(length: bytes.readableBytes) ?? ByteBuffer())
        var asked = methods[...]
        do throws(FramingError) {
            while parser.hasBufferedBytes {
                parser.expect(method: asked.popFirst() ?? .post)
                guard try take(&parser) else { break }
            }
            if ending != nil, cut != nil, try parser.finish() != nil { finishCut() }
        } catch {
            isBroken = error != .truncatedBody && error != .truncatedHead && error != .closedBeforeResponse
        }
    }

    /// Reads one reply; false when it is not all there.
    private mutating func take(_ parser: inout ResponseParser) throws(FramingError) -> Bool {
        while let part = try parser.next() {
            switch part {
            case .head(let head): cut = Reply(status: head.status, fields: head.fields)
            case .body(let piece):
                cut?.body.writeImmutableBuffer(piece)
                cut?.pieces += 1
            case .end:
                finishCut()
                return true
            }
        }
        return false
    }

    private mutating func finishCut() {
        if let reply = cut { whole.append(reply) }
        cut = nil
    }

    package var statuses: [Int] { whole.map(\.status) }
    package var first: Reply? { whole.first }
}
