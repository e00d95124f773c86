/// Paths with `{model}` or `{segment}` in them.
enum PathTemplate {
    /// Puts the percent-encoded model in its place; a slash stays in `{model}`, as Google's `models/…` paths have it, and
    /// is encoded in `{segment}`, as AWS has its resource names.
    static func fill(_ template: String, model: String) -> String {
        let text = template.utf8
        guard let mark = text.firstIndex(of: UInt8(ascii: "{")) else { return template }
        let isSegment = text[mark...].starts(with: "{segment}".utf8)
        guard isSegment || text[mark...].starts(with: "{model}".utf8) else { return template }
        var path: [UInt8] = []
        path.reserveCapacity(text.count + 3 * model.utf8.count)
        path += text[..<mark]
        encode(model, isSegment: isSegment, into: &path)
        path += text[text.index(mark, offsetBy: isSegment ? 9 : 7)...]
        return String(decoding: path, as: UTF8.self)
    }

    /// A text as a part of a path.
    static func encoded(_ text: String, keepsSlashes: Bool) -> String {
        var bytes: [UInt8] = []
        encode(text, isSegment: !keepsSlashes, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A name as the value of a query's member.
    static func queryValue(_ name: String) -> String {
        var bytes: [UInt8] = []
        encode(name, isSegment: true, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func encode(_ text: String, isSegment: Bool, into bytes: inout [UInt8]) {
        let hex: StaticString = "0123456789ABCDEF"
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            case 0x2F where !isSegment: bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hex.utf8Start[Int(byte >> 4)])
                bytes.append(hex.utf8Start[Int(byte & 15)])
            }
        }
    }
}
