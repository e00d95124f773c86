package import NIOCore

/// The field lines of one HTTP message: in order, repeats kept, names compared without regard to ASCII letter case.
///
/// Lines lie as `name: value` in one buffer and are known by offsets, so that reading and relaying fields makes no
/// text. Every line held is fit to be written: a name is a token, a value holds no control character but tab.
package struct HeaderFields: Sendable {
    /// Where one line lies in `storage`, counted from its reader index, which is 0.
    struct Line: Sendable {
        var nameStart: UInt32
        var nameLength: UInt32
        var valueStart: UInt32
        var valueLength: UInt32
    }

    var storage: ByteBuffer
    var lines: [Line]

    /// No fields.
    package init() {
        storage = ByteBuffer()
        lines = []
    }

    /// Fields found in `head`, up to the end of the last line. Copied: a head outlives the read it came in by the
    /// length of a stream, and a read buffer that nobody holds on to is used again for the next read.
    init(copying head: UnsafeRawBufferPointer, lines: [Line]) {
        let end = lines.last.map { Int($0.valueStart &+ $0.valueLength) } ?? 0
        storage = ByteBufferAllocator().buffer(capacity: end)
        storage.writeBytes(UnsafeRawBufferPointer(rebasing: head[..<min(end, head.count)]))
        self.lines = lines
    }

    /// The number of lines; a repeated name counts each time.
    package var count: Int { lines.count }

    /// Adds a line at the end. Returns false, and adds nothing, if `name` is no token or `value` holds a control
    /// character (CR, LF and NUL among them).
    @discardableResult
    package mutating func append(_ name: String, _ value: String) -> Bool {
        var name = name
        guard name.withUTF8({ Self.isName(UnsafeRawBufferPointer($0)) }) else { return false }
        return append(known: name, value)
    }

    /// Adds a line whose name is one of ours and a token beyond doubt. Refuses values as the other form does.
    @discardableResult
    package mutating func append(known name: String, _ value: String) -> Bool {
        var name = name
        var value = value
        return name.withUTF8 { name in
            value.withUTF8 { value in
                guard Self.isValue(UnsafeRawBufferPointer(value)) else { return false }
                addLine(UnsafeRawBufferPointer(name), UnsafeRawBufferPointer(value))
                return true
            }
        }
    }

    /// Adds a line whose value is bytes already at hand. Refuses as the other form does.
    @discardableResult
    package mutating func append(_ name: StaticString, _ value: ByteBuffer) -> Bool {
        value.withUnsafeReadableBytes { value in
            appendLine(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), value)
        }
    }

    /// Replaces every line called `name` by one at the end. Refuses, and changes nothing, as `append` does.
    @discardableResult
    package mutating func set(_ name: String, _ value: String) -> Bool {
        var (name, value) = (name, value)
        let fits = name.withUTF8 { name in
            Self.isName(UnsafeRawBufferPointer(name)) && value.withUTF8 { Self.isValue(UnsafeRawBufferPointer($0)) }
        }
        guard fits else { return false }
        remove(name)
        return append(known: name, value)
    }

    /// Adds the lines of other fields, each in place of all of its name.
    package mutating func replace(with others: HeaderFields) {
        others.storage.withUnsafeReadableBytes { bytes in
            for line in others.lines {
                let name = Self.name(line, bytes)
                removeAll { found, _ in found.equals(name) }
            }
            for line in others.lines {
                let name = bytes[Int(line.nameStart)..<Int(line.nameStart &+ line.nameLength)]
                let value = bytes[Int(line.valueStart)..<Int(line.valueStart &+ line.valueLength)]
                addLine(UnsafeRawBufferPointer(rebasing: name), UnsafeRawBufferPointer(rebasing: value))
            }
        }
    }

    /// Takes every line called `name` out.
    package mutating func remove(_ name: String) {
        var name = name
        name.withUTF8 { wanted in
            let wanted = FieldBytes(UnsafeRawBufferPointer(wanted))
            removeAll { found, _ in found.equals(wanted) }
        }
    }

    /// Takes out every line for which `isUnwanted(name, value)` holds.
    package mutating func removeAll(where isUnwanted: (FieldBytes, FieldBytes) -> Bool) {
        storage.withUnsafeReadableBytes { bytes in
            // Mostly there is none.
            guard lines.contains(where: { isUnwanted(Self.name($0, bytes), Self.value($0, bytes)) }) else { return }
            lines.removeAll { isUnwanted(Self.name($0, bytes), Self.value($0, bytes)) }
        }
    }

    private mutating func appendLine(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        guard Self.isName(name), Self.isValue(value) else { return false }
        addLine(name, value)
        return true
    }

    private mutating func addLine(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        let start = storage.writerIndex
        storage.writeRun(atMost: name.count + value.count + 2) { run in
            run.put(name)
            run.put(": ")
            run.put(value)
        }
        lines.append(
            Line(
                nameStart: UInt32(truncatingIfNeeded: start), nameLength: UInt32(truncatingIfNeeded: name.count),
                valueStart: UInt32(truncatingIfNeeded: start + name.count + 2),
                valueLength: UInt32(truncatingIfNeeded: value.count)))
    }

    static func isName(_ bytes: UnsafeRawBufferPointer) -> Bool {
        !bytes.isEmpty && ByteScan.endOfToken(bytes, 0, bytes.count) == bytes.count
    }

    static func isValue(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = ByteScan.firstControl(bytes, 0, bytes.count)
        while index < bytes.count, bytes[index] == ByteScan.tab {
            index = ByteScan.firstControl(bytes, index &+ 1, bytes.count)
        }
        return index == bytes.count
    }

    @inline(__always)
    static func name(_ line: Line, _ bytes: UnsafeRawBufferPointer) -> FieldBytes {
        let start = Int(line.nameStart)
        return FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<start &+ Int(line.nameLength)]))
    }

    @inline(__always)
    static func value(_ line: Line, _ bytes: UnsafeRawBufferPointer) -> FieldBytes {
        let start = Int(line.valueStart)
        return FieldBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<start &+ Int(line.valueLength)]))
    }
}
