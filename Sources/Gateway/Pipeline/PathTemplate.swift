/// Paths with `{model}` or `{segment}` in them.
package enum PathTemplate {
    /// Puts the percent-encoded model in its place; a slash stays in `{model}`, as Google's `models/…` paths have it, and
    /// is encoded in `{segment}`, as AWS has its resource names.
    static func fill(_ template: String, model: String) -> String {
        var (template, model) = (template, model)
        let filled: String? = template.withUTF8 { text in
            guard let mark = text.firstIndex(of: UInt8(ascii: "{")) else { return nil }
            let isSegment = holds("{segment}", text, at: mark)
            guard isSegment || holds("{model}", text, at: mark) else { return nil }
            let rest = mark + (isSegment ? 9 : 7)
            return model.withUTF8 { model in
                String(unsafeUninitializedCapacity: text.count + 3 * model.count) { path in
                    var count = 0
                    func put(_ byte: UInt8) {
                        path[count] = byte
                        count += 1
                    }
                    for byte in text[..<mark] { put(byte) }
                    encode(model, isSegment: isSegment, put)
                    for byte in text[rest...] { put(byte) }
                    return count
                }
            }
        }
        return filled ?? template
    }

    private static func holds(_ slot: StaticString, _ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        text.count - place >= slot.utf8CodeUnitCount
            && text[place..<place + slot.utf8CodeUnitCount].elementsEqual(
                UnsafeBufferPointer(start: slot.utf8Start, count: slot.utf8CodeUnitCount))
    }

    /// A text as a part of a path.
    static func encoded(_ text: String, keepsSlashes: Bool) -> String {
        var bytes: [UInt8] = []
        encode(text.utf8, isSegment: !keepsSlashes) { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A name as the value of a query's member.
    package static func queryValue(_ name: String) -> String {
        var bytes: [UInt8] = []
        encode(name.utf8, isSegment: true) { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func encode(_ text: some Sequence<UInt8>, isSegment: Bool, _ put: (UInt8) -> Void) {
        let hex: StaticString = "0123456789ABCDEF"
        for byte in text {
            if isPlain(byte, isSegment: isSegment) {
                put(byte)
            } else {
                put(UInt8(ascii: "%"))
                put(hex.utf8Start[Int(byte >> 4)])
                put(hex.utf8Start[Int(byte & 15)])
            }
        }
    }

    private static func isPlain(_ byte: UInt8, isSegment: Bool) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        case 0x2F: !isSegment
        default: false
        }
    }
}
