import Crypto
import Synchronization

/// What the requests of one second, and of one day, have in common: made anew when the time, or the credentials, change.
final class AWSSigningKeys: Sendable {
    /// A moment as AWS writes it, with what is signed for.
    struct Moment: Sendable {
        let time: Int
        /// `20150830T123600Z`.
        let stamp: String
        /// Day, region, service and `aws4_request`.
        let scope: String

        init(_ time: Int, stamp: String, region: String, service: String) {
            self.time = time
            self.stamp = stamp
            scope = "\(stamp.prefix(8))/\(region)/\(service)/aws4_request"
        }
    }

    private struct Kept {
        var credentials: AWSCredentials
        var moment: Moment
        /// Begun with the day's key.
        var code: HMAC<SHA256>
    }

    private let kept = Mutex<Kept?>(nil)

    /// - Parameter make: makes the moment, where another time was asked for last.
    func moment(at time: Int, make: () -> Moment) -> Moment {
        if let known = kept.withLock({ $0?.moment }), known.time == time { return known }
        return make()
    }

    /// The code of `text` by the key of the moment's day.
    func code(of text: [UInt8], by credentials: AWSCredentials, at moment: Moment) -> [UInt8] {
        kept.withLock { kept in
            if kept?.moment.scope != moment.scope || kept?.credentials != credentials {
                kept = Kept(credentials: credentials, moment: moment, code: Self.begun(credentials, moment.scope))
            }
            kept?.moment = moment
            guard var code = kept?.code else { return [] }
            code.update(data: text)
            return Array(code.finalize())
        }
    }

    private static func begun(_ credentials: AWSCredentials, _ scope: String) -> HMAC<SHA256> {
        var key = SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey)".utf8))
        for part in scope.split(separator: "/") {
            key = SymmetricKey(data: Array(HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key)))
        }
        return HMAC<SHA256>(key: key)
    }
}
