// The JSON of Wire against Foundation's parser.
//
// Whatever we accept, Foundation must accept and read as the same value, and our own writing and splicing of it must
// read back. Known differences, left out of the comparison: lone surrogate escapes (refused there), numbers beyond
// Double (refused there), and the code points of strings, which Foundation's bridging may normalise.

import Foundation
import NIOCore
import Wire

@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = ByteBuffer(bytes: UnsafeBufferPointer(start: start, count: count))
    guard let document = try? JSONDocument(validating: bytes) else { return 0 }
    let value = JSONValue(document.root)
    guard let again = try? JSONDocument(validating: value.bytes) else { fatalError("own writing refused") }
    guard JSONValue(again.root) == value else { fatalError("own writing reads as another value") }
    checkEdits(document, value)
    if !isBeyondFoundation(document.root) {
        let data = Data(bytes.readableBytesView)
        guard let theirs = try? JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed]) else {
            fatalError("only we accept this")
        }
        guard isSame(document.root, theirs) else { fatalError("read as another value") }
    }
    return 0
}

private func checkEdits(_ document: JSONDocument, _ value: JSONValue) {
    guard case .object(let object) = value else { return }
    var expected = object
    var edits = JSONEdits()
    if let first = object.keys.first {
        edits.remove(first, in: document.root)
        expected.remove(first)
    }
    edits.set("model", to: ByteBuffer(string: "\"m\""), in: document.root)
    expected["model"] = "m"
    guard let edited = try? JSONDocument(validating: edits.applied(to: document)) else {
        fatalError("a splice broke the text")
    }
    guard JSONValue(edited.root).isEquivalent(to: .object(expected)) else { fatalError("a splice changed more") }
}

/// Whether something in the value is known to be read otherwise by Foundation.
private func isBeyondFoundation(_ view: JSONView) -> Bool {
    switch view.kind {
    case .number: view.double == nil
    // Both a lone surrogate escape and a real U+FFFD; losing the latter costs little.
    case .string: view.string?.unicodeScalars.contains("\u{FFFD}") == true
    case .array: view.elements.contains(where: isBeyondFoundation)
    case .object: view.memberViews.contains { isBeyondFoundation($0.key) || isBeyondFoundation($0.value) }
    case .bool, .null: false
    }
}

private func isSame(_ view: JSONView, _ other: Any) -> Bool {
    switch view.kind {
    case .null: return other is NSNull
    case .bool: return (other as? Bool) == view.bool
    case .number: return (other as? NSNumber) != nil
    case .string: return (other as? String) == view.string
    case .array:
        guard let other = other as? [Any], other.count == view.count else { return false }
        return zip(view.elements, other).allSatisfy { isSame($0, $1) }
    case .object:
        guard let other = other as? [String: Any] else { return false }
        // Of duplicates the two may keep different ones.
        return view.members.allSatisfy { other[$0.key] != nil }
    }
}
