import NIOCore
import Wire

/// One line of the log: a JSON object, or text of `name=value` pairs.
///
/// Every call has one, so it is put together in place, in memory that is nearly always the stack's. What has no room is
/// left out and `fits` says so; the line is then made again with more.
///
/// Why it is safe: it lives inside the closure that lends the memory, and every put compares its length with what is
/// left before it copies.
struct LogLine: ~Copyable {
    /// What most lines need, and what a stack is sure to have.
    private static let usualRoom = 1_024
    /// The scan for escapes reads whole words, the last one perhaps beyond what was put.
    private static let margin = MemoryLayout<UInt64>.size

    let isJSON: Bool
    private let out: UnsafeMutableRawBufferPointer
    private let limit: Int
    private var count = 0
    /// Whether all that was put had room.
    private var fits = true

    private init(_ out: UnsafeMutableRawBufferPointer, _ format: InstallSettings.LogFormat) {
        self.out = out
        limit = out.count - Self.margin
        isJSON = format == .json
    }

    /// Makes a line with its end and hands it to `writer`. `fill` puts its members; it is called again when there was
    /// too little room.
    static func write(
        to writer: LogWriter, _ format: InstallSettings.LogFormat, level: String, message: String,
        _ fill: (inout LogLine) -> Void
    ) {
        let time = Timestamp.recent()
        let make = { (out: UnsafeMutableRawBufferPointer) -> Bool in
            var line = LogLine(out, format)
            line.begin(time, level, message)
            fill(&line)
            line.put(line.isJSON ? "}\n" : "\n")
            if line.fits { writer.write(UnsafeRawBufferPointer(rebasing: out[..<line.count])) }
            return line.fits
        }
        if withUnsafeTemporaryAllocation(byteCount: usualRoom, alignment: 8, make) { return }
        var room = usualRoom
        repeat {
            room *= 8
            // The writer would not take it either.
            if room > writer.capacity { return writer.lose() }
        } while !withUnsafeTemporaryAllocation(byteCount: room, alignment: 8, make)
    }

    private mutating func begin(_ time: String, _ level: String, _ message: String) {
        if isJSON { put("{\"time\":\"") }
        put(text: time)
        put(isJSON ? "\",\"level\":\"" : " ")
        put(text: level)
        if isJSON {
            put("\",\"message\":")
            put(json: message)
        } else {
            put(" ")
            put(plain: message)
        }
    }

    @inline(__always)
    mutating func put(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= limit - count else { return fits = false }
        guard let source = bytes.baseAddress else { return }
        out.baseAddress?.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Text that needs no care, or gets it from the caller.
    @inline(__always)
    mutating func put(text: String) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { put(UnsafeRawBufferPointer($0)) }
        if isDone == nil { for byte in text.utf8 { withUnsafeBytes(of: byte) { put($0) } } }
    }

    /// What `write` puts into the rest of the room: it returns the bytes it took, or nil where they are too few.
    @inline(__always)
    mutating func put(_ write: (UnsafeMutableRawBufferPointer) -> Int?) {
        guard let size = write(UnsafeMutableRawBufferPointer(rebasing: out[count..<limit])) else { return fits = false }
        count += size
    }

    /// A JSON string with its quotes.
    mutating func put(json text: String) {
        let start = count
        put("\"")
        put(text: text)
        guard needsEscape(from: start + 1) else { return put("\"") }
        count = start
        var escaped = ByteBuffer()
        escaped.writeJSONString(text)
        escaped.withUnsafeReadableBytes { put($0) }
    }

    /// Without line ends and control characters: one entry is one line.
    mutating func put(plain text: String) {
        let start = count
        put(text: text)
        for index in start..<count where out[index] < 0x20 || out[index] == 0x7F { out[index] = 0x20 }
    }

    /// Whether what was put from `start` on holds a quote, a backslash or a control character. Looks at eight bytes at a
    /// time; those of the last word that were not put are made ones, which need nothing.
    private func needsEscape(from start: Int) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var at = start
        while at < count {
            var word = UInt64(littleEndian: out.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            if count - at < 8 { word |= ~0 << UInt64(8 * (count - at)) }
            let quote = word ^ ones &* 0x22
            let backslash = word ^ ones &* 0x5C
            // A top bit that the subtraction has set, in a byte that had none, tells one below the subtrahend.
            let found = (word &- ones &* 0x20) & ~word | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
            if found & (ones << 7) != 0 { return true }
            at += 8
        }
        return false
    }
}
