// Every codec: no crash on any request, answer, stream or error, read as one dialect and written as every other. What a
// codec writes is JSON, and a stream of its own encoder is one its decoder finds whole. The first byte chooses the
// dialect, the second what the rest is.

import Dialects
import NIOCore
import Wire

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCodecs(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard bytes.count > 2 else { return 0 }
    let dialect = Dialect.allCases[Int(bytes[0]) % Dialect.allCases.count]
    let input = ByteBuffer(bytes: bytes.dropFirst(2))
    if bytes[1] % 4 == 2 {
        readStream(input, dialect, cut: Int(bytes[1] >> 2))
        return 0
    }
    guard let document = try? JSONDocument(validating: input, maxDepth: 64) else { return 0 }
    switch bytes[1] % 4 {
    case 0: readRequest(document.root, dialect)
    case 1: readAnswer(document.root, dialect)
    default: readFailure(document.root, dialect)
    }
    readOthers(document.root)
    return 0
}

private func readRequest(_ root: JSONView, _ dialect: Dialect) {
    guard let request = try? dialect.codec.decodeRequest(root) else { return }
    for other in Dialect.allCases {
        var json = JSONWriter()
        var losses = Losses()
        guard (try? other.codec.encode(request, for: TargetTraits(model: "m"), into: &json, losses: &losses)) != nil
        else { continue }
        check(json.buffer)
    }
}

private func readAnswer(_ root: JSONView, _ dialect: Dialect) {
    guard let response = try? dialect.codec.decodeResponse(root) else { return }
    let isWhole = !response.candidates.isEmpty && response.candidates.allSatisfy { $0.finish != nil }
    for other in Dialect.allCases {
        var json = JSONWriter()
        var losses = Losses()
        if (try? other.codec.encode(response, into: &json, losses: &losses)) != nil { check(json.buffer) }
        write(response.events, other, isWhole: isWhole)
    }
}

private func readFailure(_ root: JSONView, _ dialect: Dialect) {
    let failure = dialect.codec.decodeFailure(status: 500, root)
    for other in Dialect.allCases {
        var json = JSONWriter()
        other.codec.encode(failure, into: &json)
        check(json.buffer)
    }
}

private func readStream(_ input: ByteBuffer, _ dialect: Dialect, cut: Int) {
    let whole = events(of: [input], dialect)
    let place = min(cut, input.readableBytes)
    let head = input.getSlice(at: input.readerIndex, length: place) ?? ByteBuffer()
    let tail = input.getSlice(at: input.readerIndex + place, length: input.readableBytes - place) ?? ByteBuffer()
    guard events(of: [head, tail], dialect) == whole else { fatalError("a cut changed an event") }
    for other in Dialect.allCases { write(whole, other, isWhole: false) }
}

private func events(of pieces: [ByteBuffer], _ dialect: Dialect) -> [GenerationEvent] {
    var parser = dialect.codec.streamFraming.makeParser()
    var decoder = dialect.codec.makeStreamDecoder()
    var events: [GenerationEvent] = []
    do throws(SSEError) {
        for piece in pieces {
            parser.feed(piece)
            while let event = try parser.next() { decoder.decode(event, into: &events) }
        }
        if let event = try parser.finish() { decoder.decode(event, into: &events) }
    } catch {
        return []
    }
    decoder.finish(into: &events)
    return events
}

private func write(_ told: [GenerationEvent], _ dialect: Dialect, isWhole: Bool) {
    var encoder = dialect.codec.makeStreamEncoder(
        StreamContext(id: "id", model: "m", created: 0, includeUsage: true))
    var bytes = ByteBuffer()
    for event in told { encoder.encode(event, into: &bytes) }
    encoder.finish(into: &bytes)
    let read = events(of: [bytes], dialect)
    if isWhole, !ResponseFold(read).isWhole, ResponseFold(told).failure == nil, ResponseFold(read).failure == nil {
        fatalError("a whole answer reads as one that was cut")
    }
}

/// Forms that are no text.
private func readOthers(_ root: JSONView) {
    for form in EmbeddingForm.allCases {
        if let request = try? form.codec.decodeRequest(root) {
            for other in EmbeddingForm.allCases {
                var json = JSONWriter()
                var losses = Losses()
                if (try? other.codec.encode(request, into: &json, losses: &losses)) != nil { check(json.buffer) }
            }
        }
        if let response = try? form.codec.decodeResponse(root) {
            for other in EmbeddingForm.allCases {
                var json = JSONWriter()
                var asked = EmbeddingRequest(model: "m", inputs: [.text("a")])
                asked.isBase64 = response.vectors.count % 2 == 0
                other.codec.encode(response, asked: asked, into: &json)
                check(json.buffer)
            }
        }
    }
    for form in RerankForm.allCases {
        if let request = try? form.decodeRequest(root) {
            var json = JSONWriter()
            var losses = Losses()
            form.encode(request, into: &json, losses: &losses)
            check(json.buffer)
            if let response = try? form.decodeResponse(root) {
                var json = JSONWriter()
                form.encode(response, asked: request, model: "m", into: &json)
                check(json.buffer)
            }
        }
    }
}

private func check(_ json: ByteBuffer) {
    guard (try? JSONDocument(validating: json, maxDepth: 1_024)) != nil else {
        fatalError("what was written is no JSON")
    }
}
