import Dialects
import NIOCore
import Wire

/// What routing reads of a request: each thing when it is first asked for, and once. Most calls are routed without.
final class RequestReading {
    private let call: GenerationCall?
    private var read: GenerationRequest??
    private var plainness: Bool?
    private var cost: CostDemand??

    /// - Parameter call: nil: a name is looked at, not a call.
    init(_ call: GenerationCall?) { self.call = call }

    var operation: Operation { call?.call.operation ?? .generate }
    var wishes: RouteWishes {
        get throws(GatewayError) { try call.map { call throws(GatewayError) in try RouteWishes(of: call) } ?? .none }
    }

    /// The request in no provider's form; nil where it is none for text, or cannot be read.
    var request: GenerationRequest? {
        if let read { return read }
        let found = decoded
        read = found
        return found
    }

    private var decoded: GenerationRequest? {
        guard let call, call.call.operation == .generate || call.call.operation == .countTokens else { return nil }
        let root = call.call.record.earlierTurns?.document.root ?? call.document.root
        let isCount = call.call.operation == .countTokens
        return try? call.call.dialect.codec.decodeRequest(isCount ? TokenCounting.request(in: root) : root)
    }

    /// Whether there is nothing in it but text, as the names in it tell; where these cannot tell it is not plain.
    private var isPlain: Bool {
        if let plainness { return plainness }
        var found = false
        if let call, call.call.operation == .generate, call.call.record.earlierTurns == nil {
            found = call.document.hasNone(of: Self.names(in: call.call.dialect))
        }
        plainness = found
        return found
    }

    /// Members and values that stand in requests of a dialect which are more than their text.
    private static func names(in dialect: Dialect) -> JSONNames {
        switch dialect {
        case .openAIChat, .openAICompletions, .gatewayChat: CostDemand.moreInChat
        case .anthropicMessages: CostDemand.moreInMessages
        case .openAIResponses: moreInResponses
        case .geminiGenerate: moreInGemini
        case .bedrockConverse: moreInConverse
        case .ollamaChat, .ollamaGenerate: moreInOllama
        case .cohereChat: moreInCohere
        }
    }

    private static let moreInResponses = JSONNames([
        "tools", "input_image", "input_file", "input_audio", "image_url", "file_id", "file_data",
    ])
    private static let moreInGemini = JSONNames(["tools", "inlineData", "inline_data", "fileData", "file_data"])
    private static let moreInConverse = JSONNames(["toolConfig", "image", "document", "video", "audio"])
    private static let moreInOllama = JSONNames(["tools", "images"])
    private static let moreInCohere = JSONNames(["tools", "image_url"])

    /// What of `abilities` the request needs.
    func needs(of abilities: ModelFacts.Abilities) -> ModelFacts.Abilities {
        guard !abilities.isEmpty, !isPlain, let request else { return [] }
        return request.needs.intersection(abilities)
    }

    /// Tokens of the prompt where there are more than `count`, as they are estimated; else nil.
    func tokens(above count: Int) -> Int? {
        // A token has a byte at least.
        if isPlain, let call, call.call.record.body.readableBytes <= count { return nil }
        let tokens = self.tokens
        return tokens > count ? tokens : nil
    }

    /// Tokens of the prompt, as they are estimated; 0 where the request is none for text.
    ///
    /// `TokenCounting.estimate` says how many there are at the most; three quarters of that is what English text has. Of
    /// a target with a window of that size nobody can say that the prompt does not fit.
    private(set) lazy var tokens = request.map { TokenCounting.estimate($0) * 3 / 4 } ?? 0

    /// The same for comparing prices, where a long text need not be read to be counted.
    var roughTokens: Int {
        guard let call else { return 0 }
        let bytes = call.call.record.body.readableBytes
        let isText = call.call.operation == .generate || call.call.operation == .countTokens
        if isText, bytes <= Self.readBytes || !isPlain { return tokens }
        return TokenCounting.tokens(ofBytes: bytes) * 3 / 4
    }

    /// Up to how many bytes a request is read where its length would do.
    private static let readBytes = 4_096

    private(set) lazy var task = request.map { TaskType.of($0) }

    /// What it can use at the most; nil where it cannot be told.
    var demand: CostDemand? {
        if let cost { return cost }
        let found = call.flatMap { try? CostDemand(relayed: $0) }
        cost = found
        return found
    }

    /// What the caller lets it cost.
    var maxCost: Money? {
        get throws(GatewayError) {
            guard let call else { return nil }
            if call.call.dialect == .gatewayChat, let said = call.document.root["max_cost_usd"], !said.isNull {
                // What is no amount is refused by whoever reads it for the attempt.
                return (said.numberText ?? said.string).flatMap { Money(usd: $0) }
            }
            return try call.maxCost
        }
    }
}

/// What tells a call from others: where rules and sessions look.
extension RequestReading {
    func holds(header name: String, _ pattern: String) -> Bool {
        var holds = false
        call?.call.head.fields.forEach { found, value in
            if !holds, found.utf8.count == name.utf8.count, found.lowercased() == name.lowercased() {
                holds = ModelAccess.fits(pattern, value)
            }
        }
        return holds
    }

    func header(_ name: String) -> String? {
        var value: String?
        call?.call.head.fields.forEach { found, text in
            if value == nil, found.utf8.count == name.utf8.count, found.lowercased() == name.lowercased() {
                value = text
            }
        }
        return value
    }

    /// Throws where `metadata`, or the member, stands twice: what is checked must be what is sent.
    func holds(metadata name: String, _ pattern: String) throws(GatewayError) -> Bool {
        guard let call, !call.call.operation.takesForm, call.call.operation != .realtime else { return false }
        var root = call.document.root
        if call.call.dialect == .gatewayChat, let parameters = root["parameters"] { root = parameters }
        let member =
            switch call.call.dialect {
            case .bedrockConverse: "requestMetadata"
            case .geminiGenerate: "labels"
            default: "metadata"
            }
        guard let group = try Self.only(member, in: root), let value = try Self.only(name, in: group) else {
            return false
        }
        return ModelAccess.fits(pattern, value.string ?? String(buffer: value.raw))
    }

    private static func only(_ name: String, in object: JSONView) throws(GatewayError) -> JSONView? {
        guard object.kind == .object else { return nil }
        var found: JSONView?
        for (key, value) in object.members where key == name {
            guard found == nil else {
                throw GatewayError(
                    .invalidRequest, "\"\(name)\" is given twice.",
                    hint: "Give it once: what is checked is what is sent.", param: name)
            }
            found = value
        }
        return found.flatMap { $0.isNull ? nil : $0 }
    }

    /// What a session is told by; nil: the call does not say.
    func session(by key: StickyRule.Key) -> StickySession? {
        guard let call else { return nil }
        switch key {
        case .header(let name): return header(name).flatMap { $0.isEmpty ? nil : StickySession($0.utf8) }
        case .user: return request?.endUser.flatMap { $0.isEmpty ? nil : StickySession($0.utf8) }
        case .key: return StickySession(call.call.principal.name.utf8)
        case .promptPrefix: return request.flatMap { StickySession(beginningOf: $0) }
        }
    }
}

extension StickySession {
    /// Bytes of a prompt that count: about as many as OpenAI goes by to find a machine with a warm cache.
    private static let prefixBytes = 1_024

    /// By what stays the same while a conversation goes on: its instructions and the first turn of the user. nil: it has
    /// neither.
    init?(beginningOf request: GenerationRequest) {
        var bytes: [UInt8] = []
        for message in request.messages {
            for case .text(let part) in message.parts { bytes += part.text.utf8.prefix(Self.prefixBytes - bytes.count) }
            if message.role == .user || bytes.count >= Self.prefixBytes { break }
        }
        guard !bytes.isEmpty else { return nil }
        self.init(bytes)
    }
}

extension GenerationRequest {
    /// What a model must be able to do for it.
    var needs: ModelFacts.Abilities {
        var needs: ModelFacts.Abilities = []
        // Tools of the provider's own are known to that provider alone.
        if tools.contains(where: { if case .function = $0 { true } else { false } }) { needs.insert(.tools) }
        for message in messages { Self.add(message.parts, to: &needs) }
        return needs
    }

    private static func add(_ parts: [Part], to needs: inout ModelFacts.Abilities) {
        for part in parts {
            switch part {
            case .media(let media): needs.formUnion(media.need)
            case .toolResult(let result): add(result.content, to: &needs)
            default: continue
            }
        }
    }
}

extension Media {
    /// Of films the catalogue knows nothing, and a document that is text can be read by all.
    fileprivate var need: ModelFacts.Abilities {
        switch kind {
        case .image: .vision
        case .audio: .audio
        case .video: []
        case .document:
            if case .text = source { [] } else { mimeType?.hasPrefix("text/") ?? false ? [] : .documents }
        }
    }
}
