import Dialects
import NIOCore
import Wire

/// Fetches one file behind the address guard: every name is resolved once, every address checked, and the connection
/// made to the address that was checked; so for each redirect. Nothing of the caller's goes along.
struct MediaFetcher {
    let call: GenerationCall
    let engine: Engine
    /// What the caller says it is.
    let kind: Media.Kind

    private var limits: MediaFetching { call.call.snapshot.media }

    func fetch(_ missing: MissingMedia, within limit: Int) async throws(GatewayError) -> FetchedFile {
        let deadline = min(engine.effects.monotonic() + limits.timeout, call.deadline)
        var url = try read(missing) { () throws(MediaURL.Refusal) in try MediaURL(missing.url) }
        for _ in 0...MediaFetching.mostRedirects {
            let answer = try await send(url, missing, deadline)
            defer { answer.cancel() }
            switch answer.head.status {
            case 200:
                return try await file(from: answer, missing, within: limit)
            case 301, 302, 303, 307, 308:
                guard let location = answer.head.fields.first("location") else {
                    throw refusal(missing, "The address redirects to nowhere.")
                }
                let base = url
                url = try read(missing) { () throws(MediaURL.Refusal) in try base.following(location) }
            default:
                throw refusal(missing, "The address answered with the status \(answer.head.status).")
            }
        }
        throw refusal(missing, "The address redirects more than \(MediaFetching.mostRedirects) times.")
    }

    private func read(
        _ missing: MissingMedia, _ body: () throws(MediaURL.Refusal) -> MediaURL
    ) throws(GatewayError) -> MediaURL {
        do throws(MediaURL.Refusal) {
            return try body()
        } catch {
            throw refusal(missing, "The address \(error.reason).")
        }
    }

    private func send(
        _ url: MediaURL, _ missing: MissingMedia, _ deadline: NIODeadline
    ) async throws(GatewayError) -> any UpstreamAnswer {
        let address = try await checkedAddress(of: url, missing, deadline)
        var fields = HeaderFields()
        fields.append("accept", kind.accepted)
        fields.append("accept-encoding", "identity")
        fields.append("user-agent", "llmgateway")
        var timeouts = call.call.snapshot.timeouts
        timeouts.firstByte = min(timeouts.firstByte, limits.timeout)
        timeouts.idle = min(timeouts.idle, limits.timeout)
        let request = UpstreamRequest(
            origin: Origin(isTLS: url.isTLS, host: url.host, port: url.port, address: address), method: .get,
            path: url.target, fields: fields, body: ByteBuffer(), timeouts: timeouts, deadline: deadline)
        return try await unlessBroken(missing) { () async throws(GatewayError) in
            try await engine.network.send(request, for: call.call.caller)
        }
    }

    /// One address that is open, of a name all of whose addresses are.
    private func checkedAddress(
        of url: MediaURL, _ missing: MissingMedia, _ deadline: NIODeadline
    ) async throws(GatewayError) -> IPAddress {
        var addresses = IPAddress(url.host).map { [$0] } ?? []
        if addresses.isEmpty, let resolver = engine.resolver {
            addresses = await resolver.addresses(
                of: url.host, within: deadline - engine.effects.monotonic(), on: call.call.caller.loop)
        }
        let guarding = AddressGuard(allowed: limits.allowed)
        guard let first = addresses.first else {
            throw refusal(missing, "The address's host could not be found.")
        }
        guard addresses.allSatisfy({ guarding.allows($0, port: url.port) }) else {
            throw refusal(
                missing, "The address is not one of the public Internet.",
                cause: "refused \(url.host):\(url.port) at \(addresses.map(\.text).joined(separator: ", "))")
        }
        return first
    }

    private func file(
        from answer: any UpstreamAnswer, _ missing: MissingMedia, within limit: Int
    ) async throws(GatewayError) -> FetchedFile {
        let tooLarge = refusal(missing, "What is at the address is larger than the gateway fetches.")
        if let said = answer.head.fields.first("content-length").flatMap({ Int($0) }), said > limit { throw tooLarge }
        if let coding = answer.head.fields.first("content-encoding"), coding.lowercased() != "identity" {
            throw refusal(missing, "The address answered in the encoding \(coding), which was not asked for.")
        }
        var body = ByteBuffer()
        let pieces = { () async throws(GatewayError) -> ByteBuffer? in
            try await unlessBroken(missing) { () async throws(GatewayError) in try await answer.next() }
        }
        while var piece = try await pieces() {
            guard body.readableBytes + piece.readableBytes <= limit else { throw tooLarge }
            body.writeBuffer(&piece)
        }
        guard body.readableBytes > 0 else { throw refusal(missing, "What is at the address is empty.") }
        let type = answer.head.fields.first("content-type").flatMap { MediaType(field: $0) }
        guard let fitting = MediaType.fitting(type, for: kind, body) else {
            throw refusal(missing, "What is at the address is no \(kind.rawValue) (\(type?.text ?? "of no type")).")
        }
        return FetchedFile(base64: Base64.encode(body), mimeType: fitting.text, size: body.readableBytes)
    }

    /// A failure on the way is told as one of the address, not of the provider.
    private func unlessBroken<Value>(
        _ missing: MissingMedia, _ body: () async throws(GatewayError) -> Value
    ) async throws(GatewayError) -> Value {
        do throws(GatewayError) {
            return try await body()
        } catch {
            guard case .upstream = error.origin else { throw error }
            let isLate = error.code == .upstreamTimeout
            throw refusal(
                missing, isLate ? "The address took too long." : "The address could not be fetched.", cause: error.cause
            )
        }
    }

    /// A 400 that names the place. Another target may take the URL as it is.
    func refusal(_ missing: MissingMedia, _ message: String, cause: String? = nil) -> GatewayError {
        GatewayError(
            .unsupportedParameter, "\(missing.path): \(message)", retry: .nextTarget,
            hint: "Give an http or https URL of the public Internet, or send the bytes as base64 (a data: URL). The "
                + "bounds of fetching are `media.max_bytes`, `media.timeout` and `media.allow`.",
            param: missing.path, cause: cause)
    }
}
