import NIOCore
import Wire

/// Prints a stream's text as it comes.
struct ChatStreamPrinter {
    private let isJSON: Bool
    private var parser = SSEParser()
    private var isDone = false
    private var endsWithNewline = true

    init(isJSON: Bool) { self.isJSON = isJSON }

    mutating func print(_ piece: ByteBuffer) throws {
        parser.feed(piece)
        while let event = try parser.next() { try show(event.data) }
    }

    mutating func finish() throws {
        if !endsWithNewline { Terminal.out("") }
        guard isDone else {
            Terminal.error("The stream was cut before its end.")
            throw Exit.failure
        }
    }

    private mutating func show(_ data: ByteBuffer) throws {
        let text = String(buffer: data)
        if text == "[DONE]" {
            isDone = true
            return
        }
        if isJSON { Terminal.out(text) }
        let root = try JSONDocument(validating: data, maxDepth: 512).root
        if let error = root["error"] {
            if !endsWithNewline { Terminal.out("") }
            Terminal.error(APIError.text(error))
            throw Exit.failure
        }
        guard !isJSON, let choice = root["choices"]?[0] else { return }
        if let piece = choice["delta"]?["content"]?.string, !piece.isEmpty {
            Terminal.out(piece, end: "")
            endsWithNewline = piece.hasSuffix("\n")
        }
    }
}
