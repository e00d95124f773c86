package import NIOCore
package import Wire

/// What one side of a WebSocket got: a head, then frames.
package struct SocketTranscript: Sendable {
    /// Status of an answer; 0 for a request, and where no head is there.
    package var status = 0
    package var fields = HeaderFields()
    /// Behind the head, as it came.
    package var bytes = ByteBuffer()
    package var messages: [WebSocketMessage] = []

    /// - Parameter isMasked: whether it is what a caller sent.
    package init(_ content: Inbox.Content, isMasked: Bool) {
        let mark = Array("\r\n\r\n".utf8)
        let view = content.bytes.readableBytesView
        guard let end = view.indices.first(where: { view[$0...].starts(with: mark) }) else { return }
        bytes = content.bytes.getSlice(at: end + 4, length: view.endIndex - end - 4) ?? ByteBuffer()
        let head = content.bytes.getSlice(at: view.startIndex, length: end + 4 - view.startIndex) ?? ByteBuffer()
        readHead(head, isMasked: isMasked)
        var reader = WebSocketMessageReader(isMasked: isMasked, limit: 64 << 20)
        reader.feed(bytes)
        while let message = try? reader.next() { messages.append(message) }
    }

    private mutating func readHead(_ bytes: ByteBuffer, isMasked: Bool) {
        if isMasked {
            fields = ReceivedRequest.all(in: bytes).first?.head.fields ?? HeaderFields()
            return
        }
        var parser = ResponseParser()
        parser.expect(method: .get)
        parser.feed(bytes)
        guard case .head(let head)? = try? parser.next() else { return }
        status = head.status
        fields = head.fields
    }

    package var texts: [String] {
        messages.compactMap { if case .text(let text) = $0 { String(buffer: text) } else { nil } }
    }

    /// The code of the close frame; 1005 for one without.
    package var closeCode: UInt16? {
        messages.lazy.compactMap { if case .close(let code, _) = $0 { code ?? 1005 } else { nil } }.first
    }
}

/// Frames as bytes.
package enum Frame {
    private static let mask = WebSocketMask(key: 0xA1B2_C3D4)

    package static func text(_ text: String, masked: Bool = true) -> ByteBuffer {
        frame(ByteBuffer(string: text), .text, masked: masked)
    }

    package static func close(_ code: UInt16, _ reason: String = "", masked: Bool = true) -> ByteBuffer {
        var bytes = ByteBuffer()
        WebSocketFrames.writeClose(code, reason, mask: masked ? mask : nil, into: &bytes)
        return bytes
    }

    /// - Parameter isFinal: false for a piece of a message.
    package static func frame(
        _ payload: ByteBuffer, _ opcode: WebSocketFrameHead.Opcode, isFinal: Bool = true, masked: Bool = true
    ) -> ByteBuffer {
        var bytes = ByteBuffer()
        var payload = payload
        let mask = masked ? mask : nil
        WebSocketFrameHead(isFinal: isFinal, opcode: opcode, mask: mask, length: payload.readableBytes)
            .write(into: &bytes)
        mask?.apply(to: &payload)
        bytes.writeBuffer(&payload)
        return bytes
    }
}
