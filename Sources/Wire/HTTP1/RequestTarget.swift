/// The target of a request, brought to its path form.
enum RequestTarget {
    /// `/path?query` as it stands, `*` for OPTIONS, or the path of an absolute target whose authority equals `host`.
    @inline(__always)
    static func path(
        _ bytes: UnsafeRawBufferPointer, method: HTTPMethod, host: FieldBytes?
    ) throws(FramingError) -> String {
        if bytes.first == 0x2F { return String(decoding: bytes, as: UTF8.self) }
        if bytes.count == 1, bytes.first == 0x2A, method.kind == .options { return "*" }
        return try absolute(FieldBytes(bytes), host: host)
    }

    private static func absolute(_ target: FieldBytes, host: FieldBytes?) throws(FramingError) -> String {
        let schemeLength: Int
        if target.hasPrefix("http://") {
            schemeLength = 7
        } else if target.hasPrefix("https://") {
            schemeLength = 8
        } else {
            throw .malformedTarget
        }
        let bytes = target.bytes
        let authorityEnd = bytes[schemeLength...].firstIndex { $0 == 0x2F || $0 == 0x3F } ?? bytes.count
        let authority = FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[schemeLength..<authorityEnd]))
        guard authority.count > 0, authority.bytes.allSatisfy(ByteScan.isHost) else { throw .malformedTarget }
        if let host, !host.equals(authority) { throw .hostDiffersFromTarget }
        let path = String(decoding: bytes[authorityEnd...], as: UTF8.self)
        return path.utf8.first == 0x2F ? path : "/" + path
    }
}
