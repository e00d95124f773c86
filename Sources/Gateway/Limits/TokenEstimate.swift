import Dialects
import NIOCore
import Wire

/// How many tokens a call will use, as a rule: what its limit is charged before anything is known. Put right later.
enum TokenEstimate {
    /// Letters without a blank, from which on they are a file in base64 and no text.
    static let fileLetters = 1_024
    /// What the largest picture is at the providers that say it.
    private static let fileTokens = 1_600

    static func of(_ call: GenerationCall) -> Int {
        // How long a recording or a picture is says nothing of its tokens.
        if call.call.operation.takesForm || call.call.operation == .realtime { return 0 }
        let body = call.call.record.body
        return body.withUnsafeReadableBytes { tokens(in: $0) } + outputLimit(in: call.document.root)
    }

    /// The same with the texts as the vocabulary of the likely target counts them, where there is one.
    static func counted(_ call: GenerationCall, else estimate: Int) async -> Int {
        let snapshot = call.call.snapshot
        guard let target = target(of: call.facts.model, in: snapshot),
            let vocabulary = snapshot.vocabularies.vocabulary(of: target), let texts = call.promptTexts,
            let counts = await texts.tokens(by: vocabulary)
        else { return estimate }
        return max(estimate - texts.bytes / 4, 0) + counts.reduce(0, +)
    }

    /// Where a name leads as a rule: the first target of a configured one.
    private static func target(of model: String, in snapshot: Snapshot) -> Target? {
        if let first = snapshot.modelsByName[model]?.targets.first {
            return snapshot.providersByID[first.provider].map { Target(provider: $0, model: first.model) }
        }
        if let slash = model.utf8.firstIndex(of: UInt8(ascii: "/")),
            let provider = snapshot.providersByID[String(model[..<slash])]
        {
            return Target(provider: provider, model: String(model[model.utf8.index(after: slash)...]))
        }
        return snapshot.provider(listing: model).map { Target(provider: $0, model: model) }
    }

    /// A token for every four bytes of text, and a picture's for every file.
    static func tokens(in bytes: UnsafeRawBufferPointer) -> Int {
        var (text, files, start) = (bytes.count, 0, 0)
        // Of text little is looked at: where the last of so many letters is none, they are no file.
        while start + fileLetters <= bytes.count {
            var index = start + fileLetters - 1
            while index >= start, isFileLetter(bytes[index]) { index -= 1 }
            guard index < start else {
                start = index + 1
                continue
            }
            var end = start + fileLetters
            while end < bytes.count, isFileLetter(bytes[end]) { end += 1 }
            files += 1
            text -= end - start
            start = end
        }
        return (text + 3) / 4 + files * fileTokens
    }

    private static func isFileLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "\\"):
            true
        default: false
        }
    }

    /// What the request lets an answer be; 0 where it does not say.
    private static func outputLimit(in root: JSONView) -> Int {
        let said = limit(atTop: root) ?? limit(below: root)
        return said.map { max(0, min($0, RateMeter.most)) } ?? 0
    }

    private static func limit(atTop root: JSONView) -> Int? {
        root["max_tokens"]?.int ?? root["max_completion_tokens"]?.int ?? root["max_output_tokens"]?.int
    }

    private static func limit(below root: JSONView) -> Int? {
        let gemini = root["generationConfig"]?["maxOutputTokens"]?.int
        let bedrock = root["inferenceConfig"]?["maxTokens"]?.int
        let ollama = root["options"]?["num_predict"]?.int
        return gemini ?? bedrock ?? ollama ?? root["parameters"]?["max_tokens"]?.int
    }
}

extension CallRecord {
    /// Tokens that all attempts used together; nil: of one it is not known, and the estimate is no less.
    /// - Parameter estimate: what was charged.
    func usedTokens(estimate: Int) -> Int? {
        var sum = 0
        var isKnown = true
        func add(_ told: ToldUsage?, _ cost: AttemptRecord.Cost, _ status: Int?, _ code: ErrorCode?) {
            if let told {
                sum += max(0, min(told.usage.input, RateMeter.most)) + max(0, min(told.usage.output, RateMeter.most))
            }
            let mayHaveAnswered = cost == .unknown || status.map { (200..<300).contains($0) } ?? false
            // The usage of an answer that was cut is only what had been said so far.
            if mayHaveAnswered, told == nil || code != nil { isKnown = false }
        }
        for attempt in earlier { add(attempt.told, attempt.cost, attempt.status, attempt.code) }
        if attemptCount > 0 { add(last.told, last.cost, last.status, last.code) }
        return isKnown ? sum : sum > estimate ? sum : nil
    }
}
