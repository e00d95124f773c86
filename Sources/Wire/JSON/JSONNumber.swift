/// What the text of a number means, exactly.
struct JSONNumber: Equatable {
    var isNegative = false
    /// The digits without leading or trailing zeros, as ASCII; empty for zero.
    var digits: [UInt8] = []
    /// The power of ten of the last digit.
    var exponent = 0

    /// - Parameter text: a number by the grammar of JSON.
    init(_ text: some Collection<UInt8>) {
        var pointSeen = false
        var written = 0
        var writtenIsNegative = false
        var inExponent = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "-") where inExponent: writtenIsNegative = true
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): pointSeen = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): inExponent = true
            case UInt8(ascii: "0")...UInt8(ascii: "9") where inExponent:
                // Saturates far beyond what the digits of a text can balance.
                written = min(written * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if pointSeen { exponent -= 1 }
                if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte) }
            default: break
            }
        }
        exponent += writtenIsNegative ? -written : written
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty {
            exponent = 0
            isNegative = false
        }
    }

    /// The value if it is exactly an `Int`.
    var int: Int? {
        guard exponent >= 0, digits.count + exponent <= 19 else { return digits.isEmpty ? 0 : nil }
        var magnitude: UInt = 0
        for digit in digits { magnitude = magnitude * 10 + UInt(digit - UInt8(ascii: "0")) }
        for _ in 0..<exponent { magnitude *= 10 }
        guard isNegative else { return Int(exactly: magnitude) }
        return magnitude <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- magnitude) : nil
    }

    /// The value of a number's text if it is exactly an `Int`.
    static func int(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        // Short plain digits, which cannot overflow, are what is nearly always asked for.
        guard text.count <= 18 else { return JSONNumber(text).int }
        var value = 0
        for byte in text {
            guard byte &- UInt8(ascii: "0") < 10 else { return JSONNumber(text).int }
            value = value &* 10 &+ Int(byte &- UInt8(ascii: "0"))
        }
        return value
    }

    static func double(_ text: String) -> Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
