import Dialects

extension Failure {
    /// 401, 402 or 403 where the error is one of the credential, whatever status it came under; else nil.
    var credentialStatus: Int? {
        if (401...403).contains(status) { return status }
        for word in [code, type] {
            switch word?.lowercased() {
            case "401", "authentication_error", "invalid_api_key", "unauthenticated", "unauthorized": return 401
            case "402", "billing_error", "insufficient_credits", "payment_required": return 402
            case "403", "permission_error", "permission_denied", "forbidden": return 403
            default: continue
            }
        }
        return nil
    }
}
