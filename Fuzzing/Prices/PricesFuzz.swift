// Price lists and the lists of others: no crash; a list that is read is written as it is read; what is imported is a list
// that can be read. The first byte says whose form the rest has.

import Gateway
import NIOCore
import Wire

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPrices(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let input = ByteBuffer(bytes: bytes.dropFirst())
    switch choice % 3 {
    case 0:
        guard let list = try? PriceList(reading: input) else { return 0 }
        check(list)
    case 1: importing(.litellm, input)
    default: importing(.genaiPrices, input)
    }
    return 0
}

private func importing(_ form: PriceImport.Form, _ input: ByteBuffer) {
    guard let root = (try? JSONDocument(validating: input))?.root,
        let imported = try? PriceImport(form, root, today: "2026-11-21")
    else { return }
    // A name that is no text of ours is the one thing that may not be read again.
    guard imported.entries.allSatisfy({ !$0.model.isEmpty && !$0.provider.isEmpty && $0.note != "" }) else { return }
    check(imported.list(form, id: "id", date: "2026-11-21", url: nil, sum: "00"))
}

private func check(_ list: PriceList) {
    do {
        let again = try PriceList(reading: ByteBuffer(string: list.text))
        guard again.text == list.text else { fatalError("a list is written in two ways") }
    } catch {
        fatalError("what was written cannot be read: \(error.problems)")
    }
}
