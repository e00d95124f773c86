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
        buffer.writeRun(atMost: writtenBytes) { put(into: &$0) { _ in true } }
    }

    /// At least the bytes that all lines take when written.
    var writtenBytes: Int { storage.readableBytes + 4 * lines.count }

    /// Puts the lines whose names are wanted, as they stand.
    @inline(__always)
    func put(into run: inout ByteRun, where isWanted: (FieldBytes) -> Bool) {
        storage.withUnsafeReadableBytes { bytes in
            for line in lines {
                let name = Self.name(line, bytes)
                guard isWanted(name) else { continue }
                run.put(name.bytes)
                run.put(": ")
                run.put(Self.value(line, bytes).bytes)
                run.put("\r\n")
            }
        }
    }
}
