import Dialects
import NIOCore
import Wire

/// How much a request can use at the most, before its price is looked at.
struct CostDemand {
    /// Tokens of input: at most one for a byte of text; `TokenCounting.unbounded` where files or tools of the
    /// provider's own stand for more than they are written with.
    var input: Int
    /// Tokens of one answer, as the caller bounds them.
    var output: Int?
    /// How many answers are made.
    var answers = 1
    /// Whether anything is answered in tokens.
    var hasOutput = true
    /// What it can use beside tokens.
    var pieces = PieceDemand()

    /// Of a request that has been read.
    init(_ request: GenerationRequest, written bytes: Int) {
        input = TokenCounting.ceiling(request, written: bytes)
        output = request.maxOutputTokens
        answers = max(request.candidateCount ?? 1, 1)
        pieces.searches = Self.searches(request)
    }

    /// Of a request that is relayed as it is.
    init(relayed call: GenerationCall) throws(GatewayError) {
        let bytes = call.call.record.body.readableBytes
        switch call.call.operation {
        case .generate:
            let root = call.document.root
            do throws(DialectError) {
                let said = try call.call.dialect.outputMembers.read(root)
                self.init(input: 0, output: said.limit, answers: said.answers)
            } catch {
                throw GatewayError(error)
            }
            if let names = Self.more(in: call.call.dialect), call.document.hasNone(of: names) {
                input = bytes + Self.frame
                return
            }
            guard let request = try? call.call.dialect.codec.decodeRequest(root) else {
                // What cannot be read is the provider's to refuse, and bounded by nothing but its window.
                input = TokenCounting.unbounded
                pieces.searches = nil
                return
            }
            input = TokenCounting.ceiling(request, written: bytes)
            pieces.searches = Self.searches(request)
            if call.call.record.earlierTurns != nil || Self.goesOn(root) { input = TokenCounting.unbounded }
        case .embed, .embedBatch, .rerank, .moderate:
            self.init(input: bytes + Self.frame)
            hasOutput = false
        case .countTokens, .recall, .files, .batches:
            self.init(input: 0)
            hasOutput = false
        case .speak:
            self.init(input: bytes + Self.frame)
            pieces.characters = call.spokenCharacters
        case .drawImages:
            self.init(input: bytes + Self.frame)
            pieces.images = max(call.document.root["n"]?.int ?? 1, 1)
        case .transcribe, .translateSpeech:
            self.init(input: TokenCounting.unbounded)
            pieces.heard = nil
        case .editImage, .varyImage:
            self.init(input: TokenCounting.unbounded)
            // Behind a file that is still on its way their number may follow.
            let isOpen = call.call.record.opening != nil
            pieces.images = call.formText("n").map { Int($0) ?? nil } ?? (isOpen ? nil : 1)
        case .realtime:
            self.init(input: TokenCounting.unbounded)
            pieces = PieceDemand(searches: nil, heard: nil, characters: nil, images: nil)
        }
    }

    /// Of a request for vectors.
    init(vectorsOf body: ByteBuffer) {
        self.init(input: body.readableBytes + Self.frame)
        hasOutput = false
    }

    private init(input: Int, output: Int? = nil, answers: Int = 1) {
        self.input = input
        self.output = output
        self.answers = answers
    }

    /// What providers put around a conversation, in tokens.
    private static let frame = 64

    /// Whether the provider knows more of the conversation than is said here, or puts more to it than a frame.
    static func goesOn(_ root: JSONView) -> Bool {
        // Recorded: five tokens of text are 1,522 where several models think it over together (`mode: pro`).
        if let mode = root["reasoning"]?["mode"], !mode.isNull, !mode.stringEquals("default") { return true }
        for name in [
            "previous_response_id", "conversation", "prompt", "cachedContent", "cached_content", "mcp_servers",
            "container",
            "plugins",
        ]
        where root[named: name].map({ !$0.isNull }) ?? false {
            return true
        }
        return false
    }

    private static func searches(_ request: GenerationRequest) -> Int? {
        var most = 0
        for tool in request.tools {
            guard case .webSearch(let search) = tool else { continue }
            guard let uses = search.maxUses, uses >= 0, uses < 1_000 else { return nil }
            most += uses
        }
        return most
    }

    /// Members and values without which a request is no more than its text; nil: the request has to be read to tell.
    static func more(in dialect: Dialect) -> JSONNames? {
        switch dialect {
        case .openAIChat: moreInChat
        case .anthropicMessages: moreInMessages
        default: nil
        }
    }

    static let moreInChat = JSONNames([
        "tools", "image_url", "input_audio", "file", "functions", "web_search_options", "reasoning_details",
        "video_url", "audio_url", "document_url", "video", "audio", "image", "document", "media", "plugins",
    ])

    static let moreInMessages = JSONNames([
        "tools", "image", "document", "signature", "redacted_thinking", "container", "mcp_servers", "file_id",
    ])
}
