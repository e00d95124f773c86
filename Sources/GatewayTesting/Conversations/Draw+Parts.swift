import Dialects
import Wire

extension Draw {
    mutating func textPart(_ text: String? = nil) -> TextPart {
        TextPart(text ?? self.text(), signature: maybe(8) { $0.signature() }, preserved: preserved())
    }

    mutating func media() -> Media {
        switch number(0...6) {
        case 0, 1:
            let type = one(of: ["image/png", "image/jpeg", "image/webp", "image/gif"], else: "image/png")
            return Media(
                kind: .image, source: .base64(base64()), mimeType: type,
                detail: maybe { $0.one(of: ["low", "high", "auto"], else: "auto") })
        case 2: return Media(kind: .image, source: .url("https://example.com/a%20b.png?x=1&y=2"))
        case 3:
            return Media(
                kind: .document, source: .base64(base64()), mimeType: "application/pdf",
                filename: maybe { _ in "report 1.pdf" })
        case 4:
            return Media(
                kind: .document, source: .text(words()), mimeType: "text/plain", filename: maybe { $0.words() })
        case 5:
            let type = one(of: ["audio/wav", "audio/mp3"], else: "audio/wav")
            return Media(kind: .audio, source: .base64(base64()), mimeType: type)
        default: return Media(kind: .document, source: .file(id: "file-abc_123", dialect: dialect()))
        }
    }

    mutating func reasoning() -> Reasoning {
        if once(in: 4) { return Reasoning(text: "", redacted: signature()) }
        return Reasoning(text: text(), signature: maybe { $0.signature() })
    }

    mutating func toolCall(_ id: String) -> ToolCall {
        ToolCall(
            id: id, name: name(), arguments: arguments(), signature: maybe(4) { $0.signature() }, preserved: preserved()
        )
    }

    mutating func callID() -> String {
        let letters = (0..<8).map { _ in one(of: Array("abcdefXYZ0123456789"), else: "a") }
        return one(of: ["call_", "toolu_", "tooluse_", "c"], else: "call_") + String(letters)
    }

    mutating func toolResult(for call: ToolCall) -> ToolResult {
        ToolResult(
            callID: call.id, name: maybe { _ in call.name },
            content: list(0...2) { draw, _ in .text(draw.textPart(draw.once(in: 3) ? draw.text() : draw.words())) },
            isError: once(in: 5))
    }

    mutating func citation() -> Citation {
        Citation(
            url: "https://example.com/\(number(1...9))", title: maybe { $0.words() }, citedText: maybe { $0.words() })
    }
}
