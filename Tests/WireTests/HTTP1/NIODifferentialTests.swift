import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing
import Wire

/// What only our parser accepts is a bug: the same mutated requests go through NIO's decoder.
///
/// Exceptions, each with its reason, are what the generator leaves out or the comparison lets pass:
/// - `Upgrade`: NIO's decoder stops for good at an upgrade it was asked for; ours ignores it by contract.
/// - a tab at the end of a value: NIO's decoder keeps it, RFC 9110 §5.5 takes it off.
/// - `keep-alive` beside `close`: NIO's decoder keeps an HTTP/1.0 connection, ours closes.
/// - unknown methods: NIO's decoder knows a fixed list; ours takes any token and leaves 405 to the route.
struct NIODifferentialTests {
    private static let knownMethods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `whatever we accept, NIO reads the same`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var accepted = 0
        for _ in 0..<400 {
            let bytes = RequestMutator.request(&random)
            let ours = RequestTranscript([bytes])
            let whole = ours.requests.filter(\.isWhole)
            guard !whole.isEmpty, whole.allSatisfy({ Self.knownMethods.contains($0.method) }) else { continue }
            accepted += 1
            let theirs = NIOTranscript(bytes)
            // What comes behind the last whole request is not compared: an error there may show later in one of both.
            let agrees = theirs.requests.count >= whole.count && zip(theirs.requests, whole).allSatisfy(Self.agree)
            if !agrees {
                Issue.record(
                    "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)\nours \(ours)\nNIO \(theirs)"
                )
                return
            }
        }
        #expect(accepted > 40, "the generator must leave enough good requests")
    }

    private static func agree(_ theirs: NIORequest, _ ours: SeenRequest) -> Bool {
        guard theirs.method == ours.method, theirs.body == ours.body else { return false }
        guard theirs.keepAlive || !ours.keepAlive else {
            return false
        }
        guard theirs.uri == ours.target || theirs.uri.hasSuffix(ours.target) || ours.target.hasPrefix("/?") else {
            return false
        }
        let trimmed = theirs.fields.map {
            [$0[0], String($0[1].reversed().drop { $0 == "\t" || $0 == " " }.reversed())]
        }
        return trimmed == ours.fields
    }
}

struct NIORequest {
    var method: String
    var uri: String
    var fields: [[String]]
    var keepAlive: Bool
    var body: [UInt8] = []
}

/// What NIO's decoder makes of some bytes: requests that ended, and whether it refused anything.
struct NIOTranscript {
    var requests: [NIORequest] = []
    var failed = false

    init(_ bytes: [UInt8]) {
        let channel = EmbeddedChannel()
        defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
        do {
            let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)
            try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(decoder))
            try channel.writeInbound(ByteBuffer(bytes: bytes))
        } catch {
            failed = true
        }
        var current: NIORequest?
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head):
                current = NIORequest(
                    method: head.method.rawValue, uri: head.uri, fields: head.headers.map { [$0.name, $0.value] },
                    keepAlive: head.isKeepAlive)
            case .body(let bytes): current?.body += Array(bytes.readableBytesView)
            case .end:
                if let current { requests.append(current) }
                current = nil
            }
        }
    }
}
