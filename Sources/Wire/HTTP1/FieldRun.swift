import NIOCore

/// Many field lines added with one reservation. A value that holds a control character leaves its line out, as `append`
/// does.
package struct FieldRun: ~Copyable {
    private var run: ByteRun
    private let start: Int
    fileprivate var lines: [HeaderFields.Line]

    /// What a line takes beside a text as its value, at the most: a name of 34 bytes, and where the value is a number, that.
    package static let lineRoom = 56

    fileprivate init(_ run: consuming ByteRun, startingAt start: Int, after lines: consuming [HeaderFields.Line]) {
        self.run = run
        self.start = start
        self.lines = lines
    }

    fileprivate var count: Int { run.count }

    package mutating func line(_ name: FieldName, _ value: String) {
        var value = value
        value.withUTF8 { value in
            let value = UnsafeRawBufferPointer(value)
            guard HeaderFields.isValue(value) else { return }
            line(name) { $0.put(value) }
        }
    }

    /// A line whose value is the number `units` × 10^-`decimals`, see `FixedPoint`.
    package mutating func line(_ name: FieldName, _ units: UInt64, decimals: Int = 0, trimmed: Bool = false) {
        line(name) { $0.put(units, decimals: decimals, trimmed: trimmed) }
    }

    /// The lines of `other` for which `isWanted(name, value)` holds, as they stand. They take `other.writtenBytes` at
    /// the most.
    @inline(__always)
    package mutating func lines(of other: HeaderFields, where isWanted: (FieldBytes, FieldBytes) -> Bool) {
        other.forEachRaw { name, value in
            if isWanted(name, value) { line({ $0.put(name.bytes) }, { $0.put(value.bytes) }) }
        }
    }

    /// A line whose value `value` puts: `FixedPoint.room` bytes at the most, none of them a control character.
    @inline(__always)
    package mutating func line(_ name: FieldName, _ value: (inout ByteRun) -> Void) {
        line({ $0.put(name.bytes) }, value)
    }

    @inline(__always)
    private mutating func line(_ name: (inout ByteRun) -> Void, _ value: (inout ByteRun) -> Void) {
        let nameStart = run.count
        name(&run)
        let nameEnd = run.count
        run.put(": ")
        value(&run)
        lines.append(
            HeaderFields.Line(
                nameStart: UInt32(truncatingIfNeeded: start + nameStart),
                nameLength: UInt32(truncatingIfNeeded: nameEnd - nameStart),
                valueStart: UInt32(truncatingIfNeeded: start + nameEnd + 2),
                valueLength: UInt32(truncatingIfNeeded: run.count - nameEnd - 2)))
    }
}

extension HeaderFields {
    /// Adds the lines that `body` puts, about `count` of them, which take no more than `bytes`: a value each and
    /// `FieldRun.lineRoom` beside it.
    package mutating func append(_ count: Int, atMost bytes: Int, _ body: (inout FieldRun) -> Void) {
        var taken: [Line] = []
        swap(&taken, &lines)
        taken.reserveCapacity(taken.count + count)
        let start = storage.writerIndex
        storage.writeWithUnsafeMutableBytes(minimumWritableBytes: bytes) { out in
            var run = FieldRun(ByteRun(out), startingAt: start, after: taken)
            taken = []
            body(&run)
            swap(&taken, &run.lines)
            return run.count
        }
        lines = taken
    }
}
