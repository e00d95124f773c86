import Dialects

extension GenerationRequest {
    /// What the file at a URL is said to be; nil where none is named so.
    func kind(ofMediaAt url: String) -> Media.Kind? {
        var found: Media.Kind?
        var copy = self
        copy.eachMedia { media in
            if media.source == .url(url), found == nil { found = media.kind }
        }
        return found
    }

    mutating func replaceMedia(at url: String, with file: FetchedFile) {
        eachMedia { media in
            guard media.source == .url(url) else { return }
            media.source = .base64(file.base64)
            media.mimeType = file.mimeType
        }
    }

    private mutating func eachMedia(_ body: (inout Media) -> Void) {
        for message in messages.indices { Self.eachMedia(in: &messages[message].parts, body) }
    }

    private static func eachMedia(in parts: inout [Part], _ body: (inout Media) -> Void) {
        for index in parts.indices {
            switch parts[index] {
            case .media(var media):
                body(&media)
                parts[index] = .media(media)
            case .toolResult(var result):
                eachMedia(in: &result.content, body)
                parts[index] = .toolResult(result)
            default: continue
            }
        }
    }
}
