import Dialects
import Wire

/// Providers quote keys in their refusals, under any status and in any member: what they say leaves the gateway, and
/// enters its log, without the credentials the gateway holds for them.
extension Provider {
    /// Shorter ones would be found in words that have nothing to do with them.
    private static let shortestSecret = 8

    private var secrets: [String] {
        credentials.map { $0.reveal() }.filter { $0.utf8.count >= Self.shortestSecret }
    }

    func redacted(_ text: String) -> String { Self.redacted(text, secrets) }

    func redacted(_ value: JSONValue) -> JSONValue {
        let secrets = secrets
        return secrets.isEmpty ? value : Self.redacted(value, secrets)
    }

    func redacted(_ fields: HeaderFields) -> HeaderFields {
        let secrets = secrets
        var result = HeaderFields()
        fields.forEach { result.append($0, Self.redacted($1, secrets)) }
        return result
    }

    private static func redacted(_ text: String, _ secrets: [String]) -> String {
        var text = text
        for secret in secrets where text.contains(secret) { text.replace(secret, with: Secret(secret).description) }
        return text
    }

    private static func redacted(_ value: JSONValue, _ secrets: [String]) -> JSONValue {
        switch value {
        case .string(let text): .string(redacted(text, secrets))
        case .array(let elements): .array(elements.map { redacted($0, secrets) })
        case .object(let members):
            .object(JSONObject(members.map { (redacted($0.key, secrets), redacted($0.value, secrets)) }))
        default: value
        }
    }
}
