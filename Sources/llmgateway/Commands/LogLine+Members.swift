import Gateway
import NIOCore
import Wire

/// Members are named in the form JSON writes them, comma and colon included: one copy puts all of it.
extension LogLine {
    mutating func add(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        begin(name)
        put(value: text)
    }

    /// A text that we have made, and that needs neither escapes nor quotes in any format but JSON.
    mutating func add(ours name: StaticString, _ text: String) {
        begin(name)
        if isJSON { put("\"") }
        put(text: text)
        if isJSON { put("\"") }
    }

    mutating func add(_ name: StaticString, _ flag: Bool) {
        begin(name)
        put(flag ? "true" : "false")
    }

    mutating func add(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        begin(name)
        if number < 0 { put("-") }
        put(UInt64(number.magnitude), decimals: 0)
    }

    /// Milliseconds with three decimals.
    mutating func add(_ name: StaticString, _ time: TimeAmount?) {
        guard let time else { return }
        begin(name)
        put(ReplyFields.microseconds(time), decimals: 3)
    }

    /// In USD, as text: readers of JSON take numbers for floating-point ones.
    mutating func add(_ name: StaticString, _ cost: Money?) {
        guard let cost else { return }
        begin(name)
        if isJSON { put("\"") }
        if cost.nanoUSD < 0 { put("-") }
        put(cost.nanoUSD.magnitude, decimals: 9, trimmed: true)
        if isJSON { put("\"") }
    }

    /// A name that is not ours to choose.
    mutating func add(metadata name: String, _ text: String) {
        put(isJSON ? "," : " ")
        if isJSON { put(json: name) } else { put(plain: name) }
        put(isJSON ? ":" : "=")
        put(value: text)
    }

    /// `,"name":` as it stands, or ` name=` out of it.
    @inline(__always)
    private mutating func begin(_ name: StaticString) {
        if isJSON { return put(name) }
        put(" ")
        put(UnsafeRawBufferPointer(start: name.utf8Start + 2, count: name.utf8CodeUnitCount - 4))
        put("=")
    }

    private mutating func put(value text: String) {
        if isJSON { return put(json: text) }
        let isBare = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != 0x7F }
        if !isBare { put("\"") }
        put(plain: text)
        if !isBare { put("\"") }
    }

    private mutating func put(_ units: UInt64, decimals: Int, trimmed: Bool = false) {
        put { FixedPoint.write(units, decimals: decimals, trimmed: trimmed, to: $0) }
    }
}
