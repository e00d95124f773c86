import NIOCore
import Wire

/// A request as a test compares it.
struct SeenRequest: Equatable, CustomStringConvertible {
    var method: String
    var target: String
    var fields: [[String]]
    var framing: BodyFraming
    var keepAlive: Bool
    var expectsContinue: Bool
    var body: [UInt8] = []
    var isWhole = false

    init(_ head: RequestHead) {
        method = head.method.text
        target = head.target
        fields = head.fields.pairs
        framing = head.framing
        keepAlive = head.keepAlive
        expectsContinue = head.expectsContinue
    }

    var description: String {
        "\(method) \(target) \(fields) \(framing) \(String(decoding: body, as: UTF8.self)) whole=\(isWhole)"
    }
}

/// Everything a request parser said about some input.
struct RequestTranscript: Equatable {
    var requests: [SeenRequest] = []
    var error: FramingError?

    init(_ pieces: [[UInt8]], limits: FramingLimits = FramingLimits()) {
        var parser = RequestParser(limits: limits)
        // Bodies are kept as slices until the end: later bytes must not change what was handed out.
        var bodies: [[ByteBuffer]] = []
        do throws(FramingError) {
            for piece in pieces {
                parser.feed(ByteBuffer(bytes: piece))
                while let part = try parser.next() {
                    switch part {
                    case .head(let head):
                        requests.append(SeenRequest(head))
                        bodies.append([])
                    case .body(let bytes): bodies[bodies.count - 1].append(bytes)
                    case .end: requests[requests.count - 1].isWhole = true
                    }
                }
            }
        } catch {
            self.error = error
        }
        for index in requests.indices { requests[index].body = bodies[index].flatMap { Array($0.readableBytesView) } }
    }
}

/// An answer as a test compares it.
struct SeenResponse: Equatable, CustomStringConvertible {
    var status: Int
    var reason: String
    var fields: [[String]]
    var framing: BodyFraming
    var keepAlive: Bool
    var body: [UInt8] = []
    var isWhole = false

    init(_ head: ResponseHead) {
        status = head.status
        reason = head.reason
        fields = head.fields.pairs
        framing = head.framing
        keepAlive = head.keepAlive
    }

    var description: String {
        "\(status) \(reason) \(fields) \(framing) \(String(decoding: body, as: UTF8.self)) whole=\(isWhole)"
    }
}

/// Everything a response parser said about some input, fed for one `expect` after the other, then closed.
struct ResponseTranscript: Equatable {
    var responses: [SeenResponse] = []
    var error: FramingError?
    var hasSpareBytes = false

    init(_ pieces: [[UInt8]], to methods: [HTTPMethod] = [.get]) {
        var parser = ResponseParser()
        var methods = methods[...]
        if let method = methods.popFirst() { parser.expect(method: method) }
        do throws(FramingError) {
            for piece in pieces {
                parser.feed(ByteBuffer(bytes: piece))
                while let part = try parser.next() {
                    add(part)
                    if case .end = part, let method = methods.popFirst() { parser.expect(method: method) }
                }
            }
            if let part = try parser.finish() { add(part) }
        } catch {
            self.error = error
        }
        hasSpareBytes = parser.hasBufferedBytes
    }

    private mutating func add(_ part: ResponsePart) {
        switch part {
        case .head(let head): responses.append(SeenResponse(head))
        case .body(let bytes): responses[responses.count - 1].body += Array(bytes.readableBytesView)
        case .end: responses[responses.count - 1].isWhole = true
        }
    }
}

extension HeaderFields {
    /// Names and values in order.
    var pairs: [[String]] {
        var pairs: [[String]] = []
        forEach { pairs.append([$0, $1]) }
        return pairs
    }
}

/// The bytes of `text` in Latin-1, so that a test can write any byte as `\u{XX}`.
func latin1(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}

/// `bytes` cut in two at every place, and into single bytes.
func allCuts(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var cuts = bytes.indices.map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
    cuts.append(bytes.map { [$0] })
    return cuts
}

/// A small seeded generator (SplitMix64), so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
