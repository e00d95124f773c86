/// Breaks compact JSON into indented lines, for people.
enum JSONIndent {
    static func indented(_ json: String) -> String {
        var result: [UInt8] = []
        var depth = 0
        var isInText = false
        var isEscaped = false
        var previous: UInt8 = 0
        func newLine() {
            result.append(UInt8(ascii: "\n"))
            result += [UInt8](repeating: UInt8(ascii: " "), count: depth * 2)
        }
        for byte in json.utf8 {
            if isInText {
                result.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                previous = byte
                continue
            }
            let isClosing = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
            let isAfterOpening = previous == UInt8(ascii: "{") || previous == UInt8(ascii: "[")
            if isClosing {
                depth -= 1
                if !isAfterOpening { newLine() }
            } else if isAfterOpening || previous == UInt8(ascii: ",") {
                newLine()
            }
            result.append(byte)
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ":"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "\""): isInText = true
            default: break
            }
            previous = byte
        }
        return String(decoding: result, as: UTF8.self)
    }
}
