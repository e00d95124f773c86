package import NIOCore

extension HeaderFields {
    /// The value of the first line called `name`.
    package func first(_ name: StaticString) -> String? {
        withFirst(name) { $0.string }
    }

    /// Whether a line is called `name`.
    package func contains(_ name: StaticString) -> Bool {
        withFirst(name) { _ in true } ?? false
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
        withFirst(name) { $0.equals(value) } ?? false
    }

    /// Whether any line called `name`, read as a comma-separated list, has the member `token` (in any letter case).
    package func listContains(_ name: StaticString, _ token: StaticString) -> Bool {
        var found = false
        forEachRaw { lineName, value in
            guard lineName.equals(name) else { return }
            value.forEachMember { if $0.equals(token) { found = true } }
        }
        return found
    }

    /// The value of the first line called `name` as a slice of the head; nothing is copied.
    package func firstSlice(_ name: StaticString) -> ByteBuffer? {
        let line = storage.withUnsafeReadableBytes { bytes in
            lines.first { Self.name($0, bytes).equals(name) }
        }
        guard let line else { return nil }
        return storage.getSlice(at: Int(line.valueStart), length: Int(line.valueLength))
    }

    /// Reads the value of the first line called `name` in place.
    @inline(__always)
    package func withFirst<Result>(_ name: StaticString, _ body: (FieldBytes) -> Result) -> Result? {
        storage.withUnsafeReadableBytes { bytes in
            for line in lines
            where Int(line.nameLength) == name.utf8CodeUnitCount && Self.name(line, bytes).hasPrefix(name) {
                return body(Self.value(line, bytes))
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
        write(into: &buffer) { _, _ in true }
    }

    /// Writes the lines for which `isWanted(name, value)` holds, as they stand. This is how a relay passes fields on.
    @inline(__always)
    package func write(into buffer: inout ByteBuffer, where isWanted: (FieldBytes, FieldBytes) -> Bool) {
        storage.withUnsafeReadableBytes { bytes in
            for line in lines {
                let name = Self.name(line, bytes)
                let value = Self.value(line, bytes)
                guard isWanted(name, value) else { continue }
                let size = name.count + value.count + 4
                buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { out in
                    var place = out.baseAddress
                    Self.put(name.bytes, &place)
                    Self.put(StaticString(": "), &place)
                    Self.put(value.bytes, &place)
                    Self.put(StaticString("\r\n"), &place)
                    return size
                }
            }
        }
    }

    @inline(__always)
    private static func put(_ bytes: UnsafeRawBufferPointer, _ place: inout UnsafeMutableRawPointer?) {
        if let source = bytes.baseAddress, bytes.count > 0 {
            place?.copyMemory(from: source, byteCount: bytes.count)
            place = place?.advanced(by: bytes.count)
        }
    }

    @inline(__always)
    private static func put(_ text: StaticString, _ place: inout UnsafeMutableRawPointer?) {
        put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), &place)
    }
}
