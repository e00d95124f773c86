import ArgumentParser
import Foundation
import NIOCore
import Wire

/// The body of one question in OpenAI's chat form.
struct ChatRequest {
    let body: ByteBuffer

    init(model: String, text: String, system: String?, images: [String], isStream: Bool) throws {
        var json = JSONWriter()
        json.beginObject()
        json.member("model", model)
        json.key("messages")
        json.beginArray()
        if let system {
            json.beginObject()
            json.member("role", "system")
            json.member("content", system)
            json.endObject()
        }
        json.beginObject()
        json.member("role", "user")
        if images.isEmpty {
            json.member("content", text)
        } else {
            json.key("content")
            Self.write(text, images, &json)
        }
        json.endObject()
        json.endArray()
        if isStream { json.member("stream", true) }
        json.endObject()
        body = json.buffer
    }

    private static func write(_ text: String, _ images: [String], _ json: inout JSONWriter) {
        json.beginArray()
        json.beginObject()
        json.member("type", "text")
        json.member("text", text)
        json.endObject()
        for image in images {
            json.beginObject()
            json.member("type", "image_url")
            json.key("image_url")
            json.beginObject()
            json.member("url", image)
            json.endObject()
            json.endObject()
        }
        json.endArray()
    }
}

/// A picture named on the command line.
enum ChatImage {
    /// A URL as it is, a file as a `data:` URL.
    static func url(_ name: String) throws -> String {
        let lowered = name.lowercased()
        if lowered.hasPrefix("http://") || lowered.hasPrefix("https://") || lowered.hasPrefix("data:") { return name }
        guard let bytes = FileManager.default.contents(atPath: name) else {
            throw ValidationError("The picture \(name) cannot be read.")
        }
        guard let type = mediaType([UInt8](bytes.prefix(12))) else {
            throw ValidationError("\(name) is no PNG, JPEG, GIF or WebP picture.")
        }
        return "data:\(type);base64,\(bytes.base64EncodedString())"
    }

    /// By the first bytes, whatever the file is called.
    static func mediaType(_ start: [UInt8]) -> String? {
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if start.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if start.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        let isWebP = start.starts(with: Array("RIFF".utf8)) && start.dropFirst(8).starts(with: Array("WEBP".utf8))
        return isWebP ? "image/webp" : nil
    }
}
