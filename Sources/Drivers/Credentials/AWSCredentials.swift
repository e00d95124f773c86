/// Keys of AWS, some of which are lent for a time.
package struct AWSCredentials: Sendable, Equatable {
    package var accessKeyID: String
    var secretAccessKey: String
    var sessionToken: String?
    /// Seconds since 1970; nil: they do not end.
    package var expires: Int?

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expires: Int? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expires = expires
    }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "‹redacted›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
