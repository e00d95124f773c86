/// Paths with `{model}` or `{segment}` in them.
enum PathTemplate {
    /// Puts the percent-encoded model in its place; a slash stays in `{model}`, as Google's `models/…` paths have it, and
    /// is encoded in `{segment}`, as AWS has its resource names.
    static func fill(_ template: String, model: String) -> String {
        guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
        let name = encode(model)
        let parts = template.split(separator: "{model}", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 1 else { return parts.joined(separator: name) }
        let whole = name.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
        return template.split(separator: "{segment}", maxSplits: 1, omittingEmptySubsequences: false)
            .joined(separator: whole)
    }

    private static func encode(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F: bytes.append(byte)
            default: bytes += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
