package import NIOCore

/// A body of `multipart/form-data` (RFC 7578) taken apart: what stands where in it. Nothing is copied.
package struct MultipartBody: Sendable {
    /// One part of the form.
    package struct Part: Sendable {
        package let name: String
        /// Of files; nil for plain fields.
        package let filename: String?
        package let contentType: String?
        /// Its content's place in the body, counted from the body's first byte.
        package let content: Range<Int>
    }

    /// Why a body is none.
    package enum Failure: Error, Equatable, Sendable {
        /// It does not begin with its boundary.
        case noBoundary
        /// A part has no end, or the body none.
        case cut
        /// A part's head is not one: too long, without a name, or no field at all.
        case badHead
        case tooManyParts
        /// Blanks or half a line end stand behind a boundary. Some servers take that for its line (RFC 2046 §5.1.1, "transport
        /// padding"), others for content: what is checked here would not be what they read.
        case looseBoundary
    }

    static let mostParts = 1_000
    static let mostHeadBytes = 8_192

    package let parts: [Part]
    private let bytes: ByteBuffer

    /// The boundary a `content-type` names; nil for any other type, or a boundary that is none (RFC 2046 §5.1.1).
    package static func boundary(of contentType: String) -> String? {
        let fields = contentType.split(separator: ";", omittingEmptySubsequences: false)
        guard fields.first?.lowercased().trimmingBlanks == "multipart/form-data" else { return nil }
        for field in fields.dropFirst() {
            let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, pair[0].lowercased().trimmingBlanks == "boundary" else { continue }
            var value = String(pair[1]).trimmingBlanks
            if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 {
                value = String(value.dropFirst().dropLast())
            }
            let isPlain = value.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") }
            return isPlain && (1...70).contains(value.utf8.count) ? value : nil
        }
        return nil
    }

    package init(_ bytes: ByteBuffer, boundary: String) throws(Failure) {
        self.bytes = bytes
        let mark = Array("--\(boundary)".utf8)
        var parts: [Part] = []
        var reader = Reader(bytes: bytes)
        guard reader.skip(mark) else { throw .noBoundary }
        while true {
            if reader.skip(Array("--".utf8)) { break }
            guard reader.skip([0x0D, 0x0A]) else { throw .cut }
            guard parts.count < Self.mostParts else { throw .tooManyParts }
            let head = try reader.head(atMost: Self.mostHeadBytes)
            let start = reader.position
            guard let end = try reader.end(of: [0x0D, 0x0A] + mark) else { throw .cut }
            parts.append(try Self.part(head, start..<end))
            reader.position = end + 2 + mark.count
        }
        self.parts = parts
    }

    private static func part(_ head: [(name: String, value: String)], _ content: Range<Int>) throws(Failure) -> Part {
        guard let disposition = head.first(where: { $0.name == "content-disposition" })?.value,
            disposition.lowercased().hasPrefix("form-data"), let name = parameter("name", of: disposition)
        else { throw .badHead }
        return Part(
            name: name, filename: parameter("filename", of: disposition),
            contentType: head.first { $0.name == "content-type" }?.value, content: content)
    }

    /// Whether a byte behind a boundary leaves open what that is: a blank, or an end of line that is not whole.
    static func isLoose(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// What a part's head says, that ends with an empty line.
    static func part(ofHead head: ByteBuffer) throws(Failure) -> Part {
        var reader = Reader(bytes: head)
        return try part(try reader.head(atMost: mostHeadBytes), 0..<0)
    }

    /// A quoted or bare parameter; in quotes a backslash guards the byte behind it.
    private static func parameter(_ name: String, of text: String) -> String? {
        var rest = Substring(text)
        while let mark = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: mark)...].drop { $0 == " " || $0 == "\t" }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let key = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    value.append(character == "\\" ? rest.popFirst() ?? character : character)
                }
            } else {
                value = String(rest.prefix { $0 != ";" })
                rest = rest.dropFirst(value.count)
            }
            if key == name { return value }
        }
        return nil
    }

    /// The text of a plain field; of several of one name the first counts.
    package func text(_ name: String) -> String? {
        guard let part = parts.first(where: { $0.name == name && $0.filename == nil }) else { return nil }
        return bytes.getString(at: bytes.readerIndex + part.content.lowerBound, length: part.content.count)
    }

    /// What a part holds.
    package func content(of part: Part) -> ByteBuffer { slice(part.content) }

    /// How often a name stands in the form.
    package func count(_ name: String) -> Int { parts.reduce(0) { $0 + ($1.name == name ? 1 : 0) } }

    /// The body with another text in every plain field of this name, all else byte for byte.
    package func replacing(_ name: String, with text: String) -> ByteBuffer {
        var changed = ByteBuffer()
        changed.reserveCapacity(bytes.readableBytes + text.utf8.count)
        var position = 0
        for part in parts where part.name == name && part.filename == nil {
            changed.writeImmutableBuffer(slice(position..<part.content.lowerBound))
            changed.writeString(text)
            position = part.content.upperBound
        }
        changed.writeImmutableBuffer(slice(position..<bytes.readableBytes))
        return changed
    }

    private func slice(_ range: Range<Int>) -> ByteBuffer {
        bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
    }
}

extension MultipartBody {
    fileprivate struct Reader {
        let bytes: ByteBuffer
        var position = 0

        mutating func skip(_ wanted: [UInt8]) -> Bool {
            let isHere = bytes.withUnsafeReadableBytes { bytes in
                position + wanted.count <= bytes.count
                    && bytes[position..<position + wanted.count].elementsEqual(wanted)
            }
            if isHere { position += wanted.count }
            return isHere
        }

        /// Where a boundary's line begins: content may hold the boundary with other text behind it.
        func end(of boundary: [UInt8]) throws(Failure) -> Int? {
            var reader = self
            while let place = reader.find(boundary) {
                reader.position = place + boundary.count
                var behind = reader
                if behind.skip([0x0D, 0x0A]) || behind.skip(Array("--".utf8)) { return place }
                if let next = bytes.getInteger(at: bytes.readerIndex + reader.position, as: UInt8.self),
                    MultipartBody.isLoose(next)
                {
                    throw .looseBoundary
                }
            }
            return nil
        }

        /// Where `wanted` begins at or behind the position.
        func find(_ wanted: [UInt8]) -> Int? {
            guard let first = wanted.first else { return nil }
            return bytes.withUnsafeReadableBytes { bytes in
                var place = position
                while place + wanted.count <= bytes.count {
                    place = ByteScan.first(first, bytes, place, bytes.count)
                    guard place + wanted.count <= bytes.count else { return nil }
                    if bytes[place..<place + wanted.count].elementsEqual(wanted) { return place }
                    place += 1
                }
                return nil
            }
        }

        /// Field lines up to an empty one.
        mutating func head(atMost limit: Int) throws(Failure) -> [(name: String, value: String)] {
            var fields: [(name: String, value: String)] = []
            let start = position
            while !skip([0x0D, 0x0A]) {
                guard let end = find([0x0D, 0x0A]), end - start <= limit else { throw .badHead }
                let text = bytes.getBytes(at: bytes.readerIndex + position, length: end - position) ?? []
                guard let line = String(validating: text, as: UTF8.self), let colon = line.firstIndex(of: ":")
                else { throw .badHead }
                fields.append((line[..<colon].lowercased(), String(line[line.index(after: colon)...]).trimmingBlanks))
                position = end + 2
            }
            return fields
        }
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = Substring(self)
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
