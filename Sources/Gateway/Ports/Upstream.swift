package import NIOCore
package import Wire

/// The only way out to a provider.
package protocol Upstream: Sendable {
    /// Sends one request and returns when the answer's head is there.
    ///
    /// Runs on `caller.loop`, and so do all callbacks of the answer. Cancels itself, closing the upstream socket, when
    /// the caller goes away. Throws `GatewayError` with `retry: .nextTarget` on connect failure and time-outs; any
    /// status that arrives is an answer, not an error.
    func send(_ request: UpstreamRequest, for caller: any CallerLink) async throws(GatewayError) -> any UpstreamAnswer
}

/// One answer, read once: by `next` to its end, or by `drain`, which may follow some `next`s.
package protocol UpstreamAnswer: AnyObject, Sendable {
    var head: ResponseHead { get }
    /// The whole body, once, if it has come already: most small answers come with their head, and nobody need wait.
    func takeWhole() -> ByteBuffer?
    /// The connection, once, where the answer is a 101 to a request that asked for it.
    func takeSocket() -> (any DuplexSocket)?
    /// The next piece of the body with the framing taken off; nil at its proper end. A cut body throws.
    func next() async throws(GatewayError) -> ByteBuffer?
    /// Hands all further pieces to `sink` by callback on the loop, without a task switch per piece; returns after the
    /// last one. A cut body throws.
    func drain(into sink: any PieceSink) async throws(GatewayError)
    /// Reads on after `PieceSink.flush` returned false.
    func resumeReading()
    /// Closes the upstream socket unless the answer has ended. May be called more than once.
    func cancel()
}

extension UpstreamAnswer {
    package func takeWhole() -> ByteBuffer? { nil }
    package func takeSocket() -> (any DuplexSocket)? { nil }
}

/// Takes the pieces of one answer on the event loop.
package protocol PieceSink: AnyObject {
    func receive(_ piece: ByteBuffer)
    /// Called once after the pieces of one socket read. False means: stop reading until `resumeReading`.
    func flush() -> Bool
}

/// The connection a call came in on, as far as the way out needs it. Confined to its loop.
package protocol CallerLink: AnyObject, Sendable {
    var loop: any EventLoop { get }
    var isGone: Bool { get }
    /// Why its call is ended while it is there; nil: it is not.
    var ending: GatewayError? { get }
    /// Whether the caller is still there, and another attempt beside this one has the reply: for this one it is gone.
    var isOutrun: Bool { get }
    /// Whether it speaks TLS to us.
    var isTLS: Bool { get }
    /// The caller's IP address; empty: nobody's, as of a line of a batch.
    var address: String { get }
    /// What is to be cancelled when the caller goes away; nil when nothing is under way.
    func attach(_ running: (any CancellableExchange)?)
    /// Runs at once what a read has resumed for the call, instead of behind all that other sockets have brought. Called
    /// at the end of a read.
    func runResumed()
    /// Has `sender` send what it holds: at once, or, where the loop has no time to spare, together with others.
    func sendSoon(_ sender: any HeldSender)
}

/// Holds bytes that are ready to leave. Confined to its loop.
package protocol HeldSender: AnyObject {
    func sendHeld()
}

extension CallerLink {
    package var ending: GatewayError? { nil }
    package var isOutrun: Bool { false }
    package var isTLS: Bool { false }
    package var address: String { "" }

    package func runResumed() {}

    package func sendSoon(_ sender: any HeldSender) { sender.sendHeld() }
}

/// A running exchange that can be given up.
package protocol CancellableExchange: AnyObject, Sendable {
    func cancel()
}

/// One request as it goes on the wire. A class, because it passes through several `async` frames.
package final class UpstreamRequest: Sendable {
    package let origin: Origin
    package let method: HTTPMethod
    /// Path and query, percent-encoded.
    package let path: String
    /// Everything but `host`, `content-length` and the hop-by-hop fields, which the driver writes.
    package let fields: HeaderFields
    package let body: ByteBuffer
    /// What follows behind `body`, while it comes in from the caller.
    package let rest: (any BodySource)?
    /// Whether it asks to leave HTTP for a WebSocket: it gets a connection of its own, and the driver writes the
    /// hop-by-hop fields of that too.
    package let opensSocket: Bool
    package let timeouts: Timeouts
    /// When the call as a whole must have ended.
    package let deadline: NIODeadline
    /// Told before the first byte leaves.
    package let mark: SendMark?

    package init(
        origin: Origin, method: HTTPMethod, path: String, fields: HeaderFields, body: ByteBuffer,
        rest: (any BodySource)? = nil, timeouts: Timeouts, deadline: NIODeadline, opensSocket: Bool = false,
        mark: SendMark? = nil
    ) {
        self.mark = mark
        self.opensSocket = opensSocket
        self.origin = origin
        self.method = method
        self.path = path
        self.fields = fields
        self.body = body
        self.rest = rest
        self.timeouts = timeouts
        self.deadline = deadline
    }
}

/// Which attempt of the ledger a request is.
package struct SendMark: Sendable {
    private let ledger: any BudgetLedger
    private let number: AttemptNumber

    init(_ number: AttemptNumber, in ledger: any BudgetLedger) {
        self.number = number
        self.ledger = ledger
    }

    /// Called by the driver before the first byte leaves, perhaps more than once.
    package func willSend() { ledger.markSent(number) }
}

extension UpstreamRequest {
    /// The same, told of by `mark`.
    func marked(_ mark: SendMark?) -> UpstreamRequest {
        guard mark != nil else { return self }
        return UpstreamRequest(
            origin: origin, method: method, path: path, fields: fields, body: body, rest: rest, timeouts: timeouts,
            deadline: deadline, opensSocket: opensSocket, mark: mark)
    }
}

/// Where a provider listens.
package struct Origin: Sendable, Hashable {
    package var isTLS: Bool
    /// Name or address, without brackets.
    package var host: String
    package var port: Int
    /// Dialled in place of the name, without a proxy: an address that has been checked. nil: the name is resolved.
    package var address: IPAddress?
    /// PEM file of certificates trusted for it besides the usual ones.
    package var roots: String?

    package init(isTLS: Bool, host: String, port: Int, address: IPAddress? = nil, roots: String? = nil) {
        self.isTLS = isTLS
        self.host = host
        self.port = port
        self.address = address
        self.roots = roots
    }

    /// As the `Host` field says it: the port is left out when it is the scheme's own, IPv6 stands in brackets.
    package var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == (isTLS ? 443 : 80) ? name : name + ":" + String(port)
    }
}

/// Bounds of one attempt.
package struct Timeouts: Sendable, Equatable {
    package var connect: TimeAmount = .seconds(5)
    /// From the request's last byte to the answer's first body byte.
    package var firstByte: TimeAmount = .seconds(600)
    /// Between two reads of an answer.
    package var idle: TimeAmount = .seconds(300)
    package var total: TimeAmount = .hours(1)

    package init() {}
}
