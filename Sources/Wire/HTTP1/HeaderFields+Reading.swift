package import NIOCore

extension HeaderFields {
    /// The value of the first line called `name`.
    package func first(_ name: StaticString) -> String? {
        var text: String?
        readFirst(name) { text = $0.string }
        return text
    }

    /// Whether a line is called `name`.
    package func contains(_ name: StaticString) -> Bool {
        firstLine(name) != nil
    }

    /// Whether the name of a line begins with `start`.
    package func holdsName(beginningWith start: StaticString) -> Bool {
        storage.withUnsafeReadableBytes { bytes in
            for line in lines where Self.name(line, bytes).hasPrefix(start) { return true }
            return false
        }
    }

    /// The values of all lines called `name`, in order.
    package func values(_ name: StaticString) -> [String] {
        var found: [String] = []
        forEachRaw { lineName, value in
            if lineName.equals(name) { found.append(value.string) }
        }
        return found
    }

    /// Whether the first line called `name` has `value`, without regard to ASCII letter case.
    package func valueEquals(_ name: StaticString, _ value: StaticString) -> Bool {
        var isEqual = false
        readFirst(name) { isEqual = $0.equals(value) }
        return isEqual
    }

    /// Whether the value of the first line called `name` begins with `prefix`, without regard to ASCII letter case.
    package func valueBegins(_ name: StaticString, with prefix: StaticString) -> Bool {
        var begins = false
        readFirst(name) { begins = $0.hasPrefix(prefix) }
        return begins
    }

    /// Reads the value of the first line called `name` in place; does nothing where there is none. Not generic over a
    /// result: across modules that would be metadata made anew at each call.
    package func readFirst(_ name: StaticString, _ body: (FieldBytes) -> Void) {
        guard let line = firstLine(name) else { return }
        storage.withUnsafeReadableBytes { body(Self.value(line, $0)) }
    }

    private func firstLine(_ name: StaticString) -> Line? {
        storage.withUnsafeReadableBytes { bytes in
            for line in lines
            where Int(line.nameLength) == name.utf8CodeUnitCount && Self.name(line, bytes).hasPrefix(name) {
                return line
            }
            return nil
        }
    }

    /// Visits every line in order, as text.
    package func forEach(_ body: (_ name: String, _ value: String) -> Void) {
        forEachRaw { body($0.string, $1.string) }
    }

    /// Visits every line in order, in place.
    @inline(__always)
    package func forEachRaw(_ body: (_ name: FieldBytes, _ value: FieldBytes) -> Void) {
        storage.withUnsafeReadableBytes { bytes in
            for line in lines { body(Self.name(line, bytes), Self.value(line, bytes)) }
        }
    }

    /// Writes every line as `name: value` CR LF, without the empty line that ends a head.
    package func write(into buffer: inout ByteBuffer) {
        buffer.writeRun(atMost: writtenBytes) { put(into: &$0) { _ in true } }
    }

    /// At least the bytes that all lines take when written.
    package var writtenBytes: Int { storage.readableBytes + 4 * lines.count }

    /// At least the bytes that the lines take for which `isWanted(name, value)` holds.
    @inline(__always)
    package func writtenBytes(where isWanted: (FieldBytes, FieldBytes) -> Bool) -> Int {
        var size = 0
        forEachRaw { name, value in
            if isWanted(name, value) { size += name.bytes.count + value.bytes.count + 4 }
        }
        return size
    }

    /// Puts the lines whose names are wanted, as they stand.
    @inline(__always)
    func put(into run: inout ByteRun, where isWanted: (FieldBytes) -> Bool) {
        storage.withUnsafeReadableBytes { bytes in
            for line in lines {
                guard isWanted(Self.name(line, bytes)) else { continue }
                if Self.isWrittenAsOurs(line, bytes) {
                    let end = Int(line.valueStart) &+ Int(line.valueLength)
                    run.put(UnsafeRawBufferPointer(rebasing: bytes[Int(line.nameStart)..<end]))
                } else {
                    run.put(Self.name(line, bytes).bytes)
                    run.put(": ")
                    run.put(Self.value(line, bytes).bytes)
                }
                run.put("\r\n")
            }
        }
    }

    /// Whether name and value lie as `name: value`, as all do but some of others' heads: one copy instead of three.
    @inline(__always)
    private static func isWrittenAsOurs(_ line: Line, _ bytes: UnsafeRawBufferPointer) -> Bool {
        let colon = Int(line.nameStart) &+ Int(line.nameLength)
        return Int(line.valueStart) == colon &+ 2 && bytes[colon] == ByteScan.colon
            && bytes[colon &+ 1] == ByteScan.space
    }
}

/// The same lines in the same order, byte for byte.
extension HeaderFields: Equatable {
    package static func == (one: HeaderFields, other: HeaderFields) -> Bool {
        guard one.lines.count == other.lines.count else { return false }
        return one.storage.withUnsafeReadableBytes { ours in
            other.storage.withUnsafeReadableBytes { theirs in
                zip(one.lines, other.lines).allSatisfy { line, otherLine in
                    bytes(
                        ours, line.nameStart, line.nameLength, equal: theirs, otherLine.nameStart, otherLine.nameLength)
                        && bytes(
                            ours, line.valueStart, line.valueLength, equal: theirs, otherLine.valueStart,
                            otherLine.valueLength)
                }
            }
        }
    }

    private static func bytes(
        _ one: UnsafeRawBufferPointer, _ start: UInt32, _ length: UInt32, equal other: UnsafeRawBufferPointer,
        _ otherStart: UInt32, _ otherLength: UInt32
    ) -> Bool {
        length == otherLength
            && one[Int(start)..<Int(start &+ length)].elementsEqual(
                other[Int(otherStart)..<Int(otherStart &+ otherLength)])
    }
}
