import Gateway
import NIOCore
import Wire

/// Deadlines and the end of the process, looked at on the loop's tick: one comparison a connection, no timer a request.
extension CallerConnection {
    func tick(_ now: NIODeadline) {
        watchStall(now)
        switch waiting {
        case .nothing: break
        case .firstByte, .idle, .lingering:
            if now > deadline { abort() }
        case .head:
            if now > deadline {
                begin(nil)
                resumeHead(.timedOut)
            }
        case .body(let start):
            let elapsed = now - start
            let grace = home.configuration.bodyGrace
            guard elapsed > grace else { return }
            let owed = Int((elapsed - grace).nanoseconds / 1_000_000) * home.configuration.bodyRate / 1_000
            // What has been passed on is not among the bytes held.
            if body.taken < owed || body.taken == 0 {
                body.failure = .tooSlow
                resumeBody()
            }
        }
    }

    /// Closes when the caller has taken nothing for too long of what waits to be sent.
    private func watchStall(_ now: NIODeadline) {
        guard let context, !context.channel.isWritable || closesAfterReply else { return }
        let options = context.channel.syncOptions
        guard let bytes = try? options?.getOption(.bufferedWritableBytes), bytes > 0 else {
            stallDeadline = .distantFuture
            return
        }
        if bytes != stalledBytes || stallDeadline == .distantFuture {
            stalledBytes = bytes
            stallDeadline = now + home.configuration.writeStall
        } else if now > stallDeadline {
            abort()
        }
    }

    /// Ends a connection that waits for a request and has not begun to send one.
    func closeIfIdle() {
        guard headWaiter != nil, !parser.isMidRequest else { return }
        closeAfterFlush()
        resumeHead(.gone)
    }

    /// Why a call is ended before it is over.
    enum CutOff {
        /// The grace for the end of the process is over.
        case drained
        /// Its key was revoked, and its calls with it.
        case revoked

        var error: GatewayError {
            switch self {
            case .drained:
                GatewayError(
                    .overloaded, "The gateway is being restarted.", origin: .gateway, retryAfter: 1,
                    cause: "the time for calls to finish at the end of the process is over")
            case .revoked:
                GatewayError(
                    .invalidAPIKey, "The API key was revoked, and the call ended.",
                    hint: "Ask whoever runs the gateway for a new key.")
            }
        }
    }

    var isExpired: Bool { cutOff != nil }

    /// What runs ends now, with a typed error where the reply has begun, and the connection after it.
    func end(_ reason: CutOff) {
        cutOff = cutOff ?? reason
        closesAfterReply = true
        if headWaiter != nil || isLingering { return abort() }
        if bodyWaiter != nil {
            body.failure = .tooSlow
            return resumeBody()
        }
        resumeWriter()
        let exchange = running
        exchange?.cancel()
    }
}
