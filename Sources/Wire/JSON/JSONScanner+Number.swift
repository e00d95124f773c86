extension JSONScanner {
    /// Steps over a number (RFC 8259 §6), `position` at its minus or first digit.
    mutating func skipNumber() throws(JSONError) {
        if base[position] == UInt8(ascii: "-") { position += 1 }
        if position < count, base[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            try skipDigits()
        }
        if position < count, base[position] == UInt8(ascii: ".") {
            position += 1
            try skipDigits()
        }
        if position < count, base[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < count, base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-") {
                position += 1
            }
            try skipDigits()
        }
    }

    /// At least one digit.
    private mutating func skipDigits() throws(JSONError) {
        let start = position
        while position < count, base[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        guard position > start else { throw failure(.invalidNumber) }
    }
}
