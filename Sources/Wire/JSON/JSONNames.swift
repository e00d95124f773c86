/// The member names that a reader looks for, as one table. A name is looked up by its length, then by its bytes: what
/// is not in the table costs next to nothing. Make one per reader, as a `static let`.
package struct JSONNames: Sendable {
    private struct Entry {
        var name: StaticString
        var place: Int
    }

    /// The names in order of their lengths, each with its place in the list they were given in.
    private let entries: [Entry]
    /// The entries of one length are `starts[length]..<starts[length + 1]`.
    private let starts: [Int]
    /// A bit for each length below 64 that a name has; the highest for all that are longer.
    private let lengths: UInt64

    /// - Parameter names: different ones; not escaped.
    package init(_ names: [StaticString]) {
        var entries: [Entry] = []
        var starts = [0]
        lengths = names.reduce(0) { $0 | 1 << UInt64(min($1.utf8CodeUnitCount, 63)) }
        let longest = names.map(\.utf8CodeUnitCount).max() ?? 0
        for length in 0...longest {
            for (place, name) in names.enumerated() where name.utf8CodeUnitCount == length {
                entries.append(Entry(name: name, place: place))
            }
            starts.append(entries.count)
        }
        self.entries = entries
        self.starts = starts
    }

    /// The place of the name whose text is `content`, the bytes between the quotes of a valid JSON string.
    @inline(__always)
    func place(of content: UnsafeBufferPointer<UInt8>, hasEscapes: Bool) -> Int? {
        if hasEscapes { return placeOfEscaped(content) }
        guard content.count < starts.count &- 1 else { return nil }
        for index in starts[content.count]..<starts[content.count &+ 1] {
            let name = UnsafeBufferPointer(start: entries[index].name.utf8Start, count: content.count)
            if JSONBytes.equal(content, name) { return entries[index].place }
        }
        return nil
    }

    /// The place of the name that a string on the tape spells. Looks at the text only where the length is right.
    @inline(__always)
    func place(of name: JSONNode, in source: JSONSource) -> Int? {
        let length = Int(name.end) &- Int(name.start) &- 2
        if name.hasEscapes { return source.withContent(of: name) { placeOfEscaped($0) } }
        guard length < starts.count &- 1, starts[length] < starts[length &+ 1] else { return nil }
        return source.withContent(of: name) { place(of: $0, hasEscapes: false) }
    }

    /// Whether a string on the tape may be one of them, by its length alone.
    @inline(__always)
    func mayHold(_ string: JSONNode) -> Bool {
        let length = min(Int(string.end) &- Int(string.start) &- 2, 63)
        return string.hasEscapes || lengths & (1 << UInt64(length)) != 0
    }

    @inline(never)
    private func placeOfEscaped(_ content: UnsafeBufferPointer<UInt8>) -> Int? {
        entries.first { entry in
            JSONUnescaper.matches(
                content, UnsafeBufferPointer(start: entry.name.utf8Start, count: entry.name.utf8CodeUnitCount))
        }?.place
    }
}
