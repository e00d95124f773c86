package import NIOCore

/// Finds the parts of a form while its bytes come, and holds no more of them than a part's head.
package struct MultipartScanner: Sendable {
    /// One part, as far as it has come.
    package struct Part: Sendable {
        package let name: String
        /// Of files; nil for plain fields.
        package let filename: String?
        /// Where its content begins, counted from the body's first byte.
        package let start: Int
        /// Where it ends; nil: not known yet.
        package fileprivate(set) var end: Int?
    }

    private enum State {
        case opening
        /// Behind a boundary: a line end, or the two dashes of the last one.
        case boundary
        case head
        case content
        case over
    }

    package private(set) var parts: [Part] = []
    /// Whether the last boundary has come.
    package var isOver: Bool { state == .over }

    private let mark: [UInt8]
    private var state = State.opening
    /// Read and not yet understood.
    private var held: [UInt8] = []
    /// How many bytes stand before those held.
    private var passed = 0

    package init(boundary: String) { mark = Array("--\(boundary)".utf8) }

    package mutating func feed(_ bytes: ByteBuffer) throws(MultipartBody.Failure) {
        guard state != .over else { return }
        held += bytes.readableBytesView
        while try step() {}
    }

    /// Goes on as far as it can; false where more bytes are needed.
    private mutating func step() throws(MultipartBody.Failure) -> Bool {
        switch state {
        case .opening:
            guard held.count >= mark.count else {
                guard mark.starts(with: held) else { throw .noBoundary }
                return false
            }
            guard held.starts(with: mark) else { throw .noBoundary }
            drop(mark.count)
            state = .boundary
        case .boundary:
            guard held.count >= 2 else { return false }
            switch (held[0], held[1]) {
            case (0x2D, 0x2D):
                held = []
                state = .over
                return false
            case (0x0D, 0x0A): state = .head
            default: throw .cut
            }
            drop(2)
        case .head: return try readHead()
        case .content: return try findEnd()
        case .over: return false
        }
        return true
    }

    private mutating func readHead() throws(MultipartBody.Failure) -> Bool {
        guard let size = Self.headSize(held) else {
            guard held.count <= MultipartBody.mostHeadBytes else { throw .badHead }
            return false
        }
        guard size <= MultipartBody.mostHeadBytes else { throw .badHead }
        guard parts.count < MultipartBody.mostParts else { throw .tooManyParts }
        let part = try MultipartBody.part(ofHead: ByteBuffer(bytes: held[..<size]))
        drop(size)
        parts.append(Part(name: part.name, filename: part.filename, start: passed, end: nil))
        state = .content
        return true
    }

    /// Up to the empty line, that included.
    private static func headSize(_ bytes: [UInt8]) -> Int? {
        if bytes.starts(with: [0x0D, 0x0A]) { return 2 }
        guard bytes.count >= 4 else { return nil }
        for place in 3..<bytes.count
        where bytes[place] == 0x0A && bytes[place - 1] == 0x0D && bytes[place - 2] == 0x0A && bytes[place - 3] == 0x0D {
            return place + 1
        }
        return nil
    }

    /// Content may hold the boundary with other text behind it.
    private mutating func findEnd() throws(MultipartBody.Failure) -> Bool {
        let whole = mark.count + 2
        var place = 0
        while place + whole <= held.count {
            guard held[place] == 0x0D, held[place + 1] == 0x0A, held[(place + 2)...].starts(with: mark) else {
                place = held[(place + 1)...].firstIndex(of: 0x0D) ?? held.count
                continue
            }
            guard held.count >= place + whole + 2 else { break }
            let behind = (held[place + whole], held[place + whole + 1])
            guard behind == (0x0D, 0x0A) || behind == (0x2D, 0x2D) else {
                if MultipartBody.isLoose(behind.0) { throw .looseBoundary }
                place += 1
                continue
            }
            parts[parts.count - 1].end = passed + place
            drop(place + whole)
            state = .boundary
            return true
        }
        drop(min(place, held.count))
        return false
    }

    private mutating func drop(_ count: Int) {
        held.removeFirst(count)
        passed += count
    }
}
