import Dialects

/// What a session has used, told by its events: one sum of tokens, and one exact sum of money.
struct SessionMeter: Sendable {
    /// The prices of a model, by the provider's name for it.
    private let row: @Sendable (String) -> PriceRow?
    private let model: String
    /// Who writes down what the caller says, and is billed apart.
    private var transcriptionModel: String?
    private var sum = CostSum()
    /// Answers that have begun and not told what they used.
    private var open: Set<String> = []
    /// What the caller said that is being written down.
    private var unwritten: Set<String> = []
    private var isUnknown = false
    /// nil: nothing was used.
    private(set) var usage: Usage?
    /// What the provider called its last error.
    private(set) var lastError: String?

    /// - Parameter isTranscription: whether the session's own model is the one that transcribes.
    init(model: String, isTranscription: Bool, row: @escaping @Sendable (String) -> PriceRow?) {
        self.model = model
        self.row = row
        if isTranscription { transcriptionModel = model }
    }

    mutating func take(_ event: RealtimeEvent) {
        switch event {
        case .session(let transcription): transcriptionModel = transcription ?? transcriptionModel
        case .responseBegan(let id): open.insert(id)
        case .responseEnded(let id, let usage):
            open.remove(id)
            add(usage, at: row(model))
        case .heard(let item): if transcriptionModel != nil { unwritten.insert(item) }
        case .transcribed(let item, let usage):
            unwritten.remove(item)
            add(usage, at: transcriptionModel.flatMap(row))
        case .notTranscribed(let item): unwritten.remove(item)
        case .failed(let failure): lastError = failure.code ?? failure.type ?? "error"
        case .other: break
        }
    }

    /// Something passed that could not be read.
    mutating func noteUnread() { isUnknown = true }

    private mutating func add(_ used: Usage?, at row: PriceRow?) {
        guard let used else { return isUnknown = true }
        if let used = used.counted { usage = usage.map { $0 + used } ?? used }
        guard let row, row.isTold(by: used) else { return isUnknown = true }
        sum.add(used, at: row)
    }

    /// nil where it cannot be told: an answer, or a transcription, was cut, or something that was used has no price.
    var cost: Money? {
        guard let row = row(model) else { return nil }
        if let fixed = row.fixedCost { return fixed }
        guard !isUnknown, open.isEmpty, unwritten.isEmpty else { return nil }
        var whole = sum
        whole.addRequest(at: row)
        return whole.money
    }
}

extension Usage {
    /// The tokens of both.
    static func + (left: Usage, right: Usage) -> Usage {
        var sum = Usage(input: clamped(left.input, right.input), output: clamped(left.output, right.output))
        for member in parts {
            guard left[keyPath: member] != nil || right[keyPath: member] != nil else { continue }
            sum[keyPath: member] = clamped(left[keyPath: member] ?? 0, right[keyPath: member] ?? 0)
        }
        return sum
    }

    private static var parts: [WritableKeyPath<Usage, Int?>] {
        [
            \.cacheRead, \.cacheReadAudio, \.cacheReadImage, \.cacheWrite, \.cacheWriteOneHour, \.inputAudio,
            \.inputImage,
            \.reasoning, \.outputAudio, \.outputImage, \.acceptedPrediction, \.rejectedPrediction, \.total,
            \.webSearches,
        ]
    }

    private static func clamped(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
