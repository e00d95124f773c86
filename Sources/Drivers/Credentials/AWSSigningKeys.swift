import Crypto
import Synchronization

/// What the requests of one second, and of one day, have in common: made anew when the time, or the credentials, change.
final class AWSSigningKeys: Sendable {
    private struct Day {
        let credentials: AWSCredentials
        /// Day, region, service and `aws4_request`.
        let scope: String
        /// Begun with the day's key.
        let code: HMAC<SHA256>
    }

    private struct Kept {
        var day: Day?
        var time = Int.min
        var forms: [AWSSigningForm] = []
    }

    /// Places kept for a second; one more and they are gathered anew.
    private static let places = 8

    private let kept = Mutex(Kept())

    /// - Parameter make: makes the form, where none of this second is known.
    func form(of place: AWSSigningForm.Place, at time: Int, make: () -> AWSSigningForm) -> AWSSigningForm {
        let known = kept.withLock { kept in
            kept.time == time ? kept.forms.first { $0.place == place } : nil
        }
        if let known { return known }
        let form = make()
        kept.withLock { kept in
            if kept.time != time || kept.forms.count >= Self.places { kept.forms = [] }
            kept.time = time
            kept.forms.append(form)
        }
        return form
    }

    /// A code begun with the key of the scope's day.
    func code(by credentials: AWSCredentials, for scope: String) -> HMAC<SHA256> {
        kept.withLock { kept in
            if let day = kept.day, day.scope == scope, day.credentials == credentials { return day.code }
            let code = Self.begun(credentials, scope)
            kept.day = Day(credentials: credentials, scope: scope, code: code)
            return code
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
