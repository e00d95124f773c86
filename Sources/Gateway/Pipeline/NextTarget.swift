/// When the next target of a model is tried, as docs/reference/errors.md says it: asked of the code that decides.
package enum NextTarget {
    /// One kind of failure of a target.
    package struct Row: Sendable {
        package let failure: String
        package let isTried: Bool
        package let code: ErrorCode
    }

    private static let statuses = [400, 401, 402, 403, 404, 408, 409, 413, 415, 422, 429, 500, 502, 503, 504, 529]

    package static var rows: [Row] {
        let provider = Provider(
            id: "any", kind: .mock, origin: Origin(isTLS: false, host: "any.invalid", port: 80), basePath: "",
            authorization: .none, credential: nil, endpoints: [])
        return statuses.map { status in
            let error = UpstreamRefusal.classify(status, said: "", provider, onOwnCredential: false)
            return Row(failure: "status \(status)", isTried: error.retry == .nextTarget, code: error.code)
        }
    }
}
