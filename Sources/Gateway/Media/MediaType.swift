import Dialects
import NIOCore

/// A media type without its parameters, in small letters.
struct MediaType: Equatable {
    var text: String

    init(_ text: String) { self.text = text }

    /// From a `content-type` field.
    init?(field: String) {
        let end = field.firstIndex(of: ";") ?? field.endIndex
        let bare = field[..<end].lowercased().filter { $0 != " " && $0 != "\t" }
        guard bare.contains("/"), bare.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 }) else { return nil }
        text = bare
    }

    /// What a file is: its type if that suits the kind; where the server says nothing (or only that it is bytes), what
    /// its first bytes say. nil: another thing than the caller said, such as a web page in place of a picture.
    static func fitting(_ type: MediaType?, for kind: Media.Kind, _ body: ByteBuffer) -> MediaType? {
        let isUntold = type.map { ["application/octet-stream", "binary/octet-stream"].contains($0.text) } ?? true
        guard let told = isUntold ? sniffed(body) : type else { return nil }
        let isFitting =
            switch kind {
            case .image: told.text.hasPrefix("image/")
            case .audio: told.text.hasPrefix("audio/")
            case .video: told.text.hasPrefix("video/")
            case .document:
                told.text == "application/pdf" || told.text == "application/json"
                    || told.text.hasPrefix("text/") && told.text != "text/html"
            }
        return isFitting ? told : nil
    }

    private static func sniffed(_ body: ByteBuffer) -> MediaType? {
        let start = Array(body.readableBytesView.prefix(12))
        let signatures: [(bytes: [UInt8], offset: Int, type: String)] = [
            ([0x89, 0x50, 0x4E, 0x47], 0, "image/png"), ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
            (Array("GIF8".utf8), 0, "image/gif"), (Array("WEBP".utf8), 8, "image/webp"),
            (Array("%PDF-".utf8), 0, "application/pdf"), (Array("WAVE".utf8), 8, "audio/wav"),
            (Array("ID3".utf8), 0, "audio/mpeg"), (Array("ftyp".utf8), 4, "video/mp4"),
        ]
        return signatures.first { start.dropFirst($0.offset).starts(with: $0.bytes) }.map { MediaType($0.type) }
    }
}

extension Media.Kind {
    /// Value of `accept`.
    var accepted: String {
        switch self {
        case .image: "image/*"
        case .audio: "audio/*"
        case .video: "video/*"
        case .document: "application/pdf, text/*;q=0.9, application/json;q=0.9"
        }
    }
}
