package import NIOCore

extension JSONEdits {
    /// One range of the old text and what stands there in the new one.
    struct Splice {
        var range: Range<Int>
        var json: ByteBuffer
        var order: Int
    }

    /// The document's text with all edits made.
    package func applied(to document: JSONDocument) -> ByteBuffer {
        guard !isEmpty else { return document.bytes }
        let source = document.bytes
        var splices = replacements.map { Splice(range: $0.view.range, json: $0.json, order: $0.order) }
        for object in objects { object.appendSplices(to: &splices) }
        splices.sort(by: Self.outerAndLaterFirst)
        let added = splices.reduce(0) { $0 + $1.json.readableBytes }
        var result = ByteBufferAllocator().buffer(capacity: source.readableBytes + added)
        var cursor = 0
        var lastStart = -1
        for splice in splices {
            // What begins inside a range already spliced, or is that range again, has been overruled.
            guard splice.range.lowerBound >= cursor, splice.range.lowerBound != lastStart else { continue }
            result.copy(cursor..<splice.range.lowerBound, of: source)
            result.writeImmutableBuffer(splice.json)
            cursor = splice.range.upperBound
            lastStart = splice.range.lowerBound
        }
        result.copy(cursor..<source.readableBytes, of: source)
        return result
    }

    private static func outerAndLaterFirst(_ one: Splice, _ other: Splice) -> Bool {
        if one.range.lowerBound != other.range.lowerBound { return one.range.lowerBound < other.range.lowerBound }
        if one.range.upperBound != other.range.upperBound { return one.range.upperBound > other.range.upperBound }
        return one.order > other.order
    }
}

extension JSONEdits.ObjectEdit {
    /// A removed member goes with the comma before it, or, as long as none before it stays, with the one after it.
    /// New members go behind the last value, in front of any space before the brace.
    func appendSplices(to splices: inout [JSONEdits.Splice]) {
        var found = Set<Int>()
        var firstIsKept = false
        var lastEnd = object.range.lowerBound + 1
        var order = 0
        // A member that is removed while none before it stays: its range ends where the next name begins.
        var removedFrom: Int?
        for (key, value) in object.memberViews {
            if let start = removedFrom {
                splices.append(.init(range: start..<key.range.lowerBound, json: ByteBuffer(), order: order))
                removedFrom = nil
            }
            let edit = members.firstIndex { key.textEquals($0.key) }
            if let edit {
                found.insert(edit)
                order = members[edit].order
            }
            if let edit, members[edit].value == nil {
                if firstIsKept {
                    splices.append(.init(range: lastEnd..<value.range.upperBound, json: ByteBuffer(), order: order))
                } else {
                    removedFrom = key.range.lowerBound
                }
            } else {
                firstIsKept = true
                if let edit, let json = members[edit].value {
                    splices.append(.init(range: value.range, json: json, order: order))
                }
            }
            lastEnd = value.range.upperBound
        }
        if let removedFrom {
            splices.append(.init(range: removedFrom..<lastEnd, json: ByteBuffer(), order: order))
        }
        appendNewMembers(except: found, needsComma: firstIsKept, at: lastEnd, to: &splices)
    }

    private func appendNewMembers(
        except found: Set<Int>, needsComma: Bool, at offset: Int, to splices: inout [JSONEdits.Splice]
    ) {
        var added = JSONWriter()
        added.needsComma = needsComma
        for (index, member) in members.enumerated() where !found.contains(index) {
            guard let json = member.value else { continue }
            added.key(member.key)
            added.raw(json)
        }
        guard added.buffer.readableBytes > 0 else { return }
        splices.append(.init(range: offset..<offset, json: added.buffer, order: 0))
    }
}

extension ByteBuffer {
    fileprivate mutating func copy(_ range: Range<Int>, of other: ByteBuffer) {
        other.withUnsafeReadableBytes { _ = writeBytes(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}
