import Dialects
import NIOCore
import Wire

/// What became of one branch of a comparison.
struct ComparisonResult: Sendable {
    let index: Int
    private let model: String
    private let id: String
    private let provider: String?
    private let targetModel: String?
    /// nil: it failed.
    private let answer: JSONValue?
    private let error: JSONValue?
    private let estimate: Money?
    /// nil: not known.
    let cost: Money?
    let usage: Usage?
    private let milliseconds: Int

    /// - Parameters:
    ///   - call: one that has ended.
    ///   - whole: its reply; nil: none came to its end.
    init(index: Int, model: String, call: Call, whole: (status: Int, body: ByteBuffer)?, took: TimeAmount) {
        let record = call.record
        self.index = index
        self.model = model
        id = call.id
        provider = record.provider
        targetModel = record.targetModel
        let told = whole.flatMap { try? JSONValue(parsing: $0.body, maxDepth: 512) }
        if let whole, (200..<300).contains(whole.status), record.code == nil {
            (answer, error) = (told ?? .null, nil)
        } else {
            (answer, error) = (nil, told?["error"] ?? Self.broken(record))
        }
        estimate = record.estimate?.cost
        cost = Self.cost(record, isOwn: call.principal.ownCredential != nil)
        usage = record.usage
        milliseconds = Int(max(took.nanoseconds, 0) / 1_000_000)
    }

    var isAnswered: Bool { error == nil }

    /// Of all attempts. What was not asked of anybody costs nothing; what was billed to the caller nobody here knows.
    private static func cost(_ record: CallRecord, isOwn: Bool) -> Money? {
        let attempts = record.attempts
        if isOwn, !attempts.isEmpty { return nil }
        return attempts.contains { $0.cost == .unknown } ? nil : attempts.cost ?? .zero
    }

    /// The reply of a call that broke off after it had begun, or was too large to be held.
    private static func broken(_ record: CallRecord) -> JSONValue {
        let code = record.code ?? .upstreamError
        return [
            "message": "The answer broke off, or was too large.", "code": .string(code.rawValue),
            "hint": .string(code.hint),
        ]
    }

    func json(withAnswer: Bool = true) -> JSONValue {
        var members = JSONObject([
            ("index", .int(index)), ("model", .string(model)), ("id", .string(id)),
            ("provider", provider.map { .string($0) } ?? .null),
            ("model_version", targetModel.map { .string($0) } ?? .null),
        ])
        if withAnswer { members.append("answer", ifPresent: answer) }
        members.append("error", ifPresent: error)
        members.append(
            "cost",
            [
                "estimated_usd": ComparisonSummary.amount(estimate),
                "actual_usd": ComparisonSummary.amount(cost),
            ])
        members.append("latency_ms", .int(milliseconds))
        members.append("usage", usage.map(ComparisonSummary.json) ?? .null)
        return .object(members)
    }
}

/// All branches together.
struct ComparisonSummary: Sendable {
    private let succeeded: Int
    private let failed: Int
    /// nil: that of any is not known.
    let cost: Money?
    private let usage: Usage
    private let milliseconds: Int

    init(_ results: [ComparisonResult], took: TimeAmount) {
        succeeded = results.count { $0.isAnswered }
        failed = results.count - succeeded
        let costs = results.compactMap(\.cost)
        cost = costs.count == results.count ? costs.reduce(.zero, +) : nil
        usage = Usage(
            input: results.reduce(0) { $0 + ($1.usage?.input ?? 0) },
            output: results.reduce(0) { $0 + ($1.usage?.output ?? 0) })
        milliseconds = Int(max(took.nanoseconds, 0) / 1_000_000)
    }

    /// An exact decimal as a JSON number; what is not known is null, which is not zero.
    static func amount(_ money: Money?) -> JSONValue { money.map { .number($0.usd) } ?? .null }

    static func json(_ usage: Usage) -> JSONValue {
        [
            "input_tokens": .int(usage.input), "output_tokens": .int(usage.output),
            "total_tokens": .int(usage.total ?? usage.input + usage.output),
        ]
    }

    var json: JSONValue {
        [
            "succeeded": .int(succeeded), "failed": .int(failed),
            "cost": ["actual_usd": ComparisonSummary.amount(cost)], "latency_ms": .int(milliseconds),
            "usage": Self.json(usage),
        ]
    }
}
