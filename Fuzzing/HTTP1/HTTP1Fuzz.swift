// Requests and answers of HTTP/1.1: no crash, and the same parts however the bytes are cut. The first byte says where
// the cut lies and which role reads; the rest is what arrives.

import NIOCore
import Wire

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP1(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let choice = bytes.first else { return 0 }
    let input = bytes.dropFirst()
    let cut = input.startIndex + (input.isEmpty ? 0 : Int(choice >> 1) % input.count)
    let whole = [ByteBuffer(bytes: input)]
    let halves = [ByteBuffer(bytes: input[..<cut]), ByteBuffer(bytes: input[cut...])]
    let singles = input.count < 512 ? input.map { ByteBuffer(bytes: [$0]) } : halves
    if choice & 1 == 0 {
        let seen = requests(whole)
        guard requests(halves) == seen, requests(singles) == seen else { fatalError("a cut changed a request") }
    } else {
        let seen = responses(whole)
        guard responses(halves) == seen, responses(singles) == seen else { fatalError("a cut changed an answer") }
    }
    return 0
}

/// What was read, written down so that two readings compare: a line per head, then its body, then its end.
private func requests(_ pieces: [ByteBuffer]) -> [String] {
    var parser = RequestParser()
    var seen: [String] = []
    var body = ByteBuffer()
    do throws(FramingError) {
        for piece in pieces {
            parser.feed(piece)
            while let part = try parser.next() {
                switch part {
                case .head(let head): seen.append("\(head.method.text) \(head.target) \(describe(head.fields))")
                case .body(let bytes): body.writeImmutableBuffer(bytes)
                case .end:
                    seen.append("body \(Array(body.readableBytesView))")
                    body.clear()
                }
            }
        }
    } catch {
        seen.append("error \(error)")
    }
    return seen + ["left \(Array(body.readableBytesView))"]
}

private func responses(_ pieces: [ByteBuffer]) -> [String] {
    var parser = ResponseParser()
    var seen: [String] = []
    var body = ByteBuffer()
    func note(_ part: ResponsePart) {
        switch part {
        case .head(let head): seen.append("\(head.status) \(head.reason) \(describe(head.fields))")
        case .body(let bytes): body.writeImmutableBuffer(bytes)
        case .end:
            seen.append("body \(Array(body.readableBytesView))")
            body.clear()
        }
    }
    parser.expect(method: .get)
    do throws(FramingError) {
        for piece in pieces {
            parser.feed(piece)
            while let part = try parser.next() {
                note(part)
                if case .end = part { parser.expect(method: .post) }
            }
        }
        if let part = try parser.finish() { note(part) }
    } catch {
        seen.append("error \(error)")
    }
    return seen + ["left \(Array(body.readableBytesView))"]
}

/// The fields as text; each must be fit to be written again.
private func describe(_ fields: HeaderFields) -> String {
    var text = ""
    var copy = HeaderFields()
    fields.forEachRaw { name, value in
        text += "\(name.string): \(value.string)\n"
    }
    copy.append(fields.count, atMost: fields.writtenBytes) { $0.lines(of: fields) { _, _ in true } }
    var first = ByteBuffer()
    var second = ByteBuffer()
    fields.write(into: &first)
    copy.write(into: &second)
    guard first == second else { fatalError("copied fields differ") }
    return text
}
