import Dialects
import NIOCore
import Wire

/// Puts what a call cost into its answer, where the caller asked for that: a member `cost`, in USD, beside the counts of
/// tokens. Nothing is added to anybody else's bytes.
enum CostInBody {
    /// A whole answer with its cost; the same bytes where they are no object.
    /// - Parameter cost: nil: not known, which is told as null.
    static func added(_ cost: Money?, to body: ByteBuffer, in dialect: Dialect) -> ByteBuffer {
        guard let document = try? JSONDocument(validating: body, maxDepth: 512), document.root.kind == .object else {
            return body
        }
        return added(cost, to: document, in: place(of: dialect, in: document.root), else: member(of: dialect))
    }

    /// An event of a stream with the cost so far; nil: it is none that counts tokens.
    static func added(_ cost: Money?, toEvent event: SSEEvent, in dialect: Dialect) -> ByteBuffer? {
        guard let document = try? JSONDocument(validating: event.data, maxDepth: 512) else { return nil }
        let root = document.root
        let object: JSONView? =
            switch dialect {
            case .openAIResponses: root["response"]?["usage"]
            case .anthropicMessages: root["type"]?.stringEquals("message_delta") ?? false ? root["usage"] : nil
            case .cohereChat: root["delta"]?["usage"]
            case .ollamaChat, .ollamaGenerate: root["done"]?.bool ?? false ? root : nil
            default: place(of: dialect, in: root)
            }
        guard let object, object.kind == .object else { return nil }
        return added(cost, to: document, in: object, else: nil)
    }

    private static func added(
        _ cost: Money?, to document: JSONDocument, in object: JSONView?, else name: String?
    ) -> ByteBuffer {
        let number = ByteBuffer(string: cost?.usd ?? "null")
        var edits = JSONEdits()
        if let object, object.kind == .object {
            edits.set("cost", to: number, in: object)
        } else if let name {
            var json = JSONWriter()
            json.beginObject()
            json.member("cost", raw: number)
            json.endObject()
            edits.set(name, to: json.buffer, in: document.root)
        }
        return edits.isEmpty ? document.root.raw : edits.applied(to: document)
    }

    /// The object that counts tokens.
    private static func place(of dialect: Dialect, in root: JSONView) -> JSONView? {
        member(of: dialect).map { root[named: $0] } ?? root
    }

    /// nil: they are counted beside everything else.
    private static func member(of dialect: Dialect) -> String? {
        switch dialect {
        case .geminiGenerate: "usageMetadata"
        case .ollamaChat, .ollamaGenerate: nil
        default: "usage"
        }
    }
}

/// Tells what a stream has cost so far, in each of its events that counts tokens: what stands in the last one holds.
struct CostTelling {
    let dialect: Dialect
    let framing: StreamFraming
    /// Of what has been used by now; nil: not known.
    let cost: (_ usage: Usage?, _ tier: String?) -> Money?

    /// One whole event with its cost; nil: it is to stay as it is.
    func told(in event: ByteBuffer, usage: Usage?, tier: String?) -> ByteBuffer? {
        guard framing != .eventStream else { return nil }
        var parser = framing.makeParser()
        parser.feed(event)
        guard let read = (try? parser.next()) ?? (try? parser.finish()),
            let data = CostInBody.added(cost(usage, tier), toEvent: read, in: dialect)
        else { return nil }
        var bytes = ByteBuffer()
        if framing == .serverSentEvents {
            if let id = read.id { bytes.writeString("id: \(id)\n") }
            if let name = read.name { bytes.writeString("event: \(name)\n") }
            bytes.writeString("data: ")
        }
        bytes.writeImmutableBuffer(data)
        bytes.writeString(framing == .serverSentEvents ? "\n\n" : "\n")
        return bytes
    }

    /// Whole events, each with its cost.
    func told(inAll bytes: ByteBuffer, usage: Usage?, tier: String?) -> ByteBuffer {
        var scanner = EventBoundaryScanner(framing)
        var ends: [Int] = []
        scanner.scan(bytes, into: &ends)
        var told = ByteBuffer()
        var start = 0
        for end in ends + [bytes.readableBytes] where end > start {
            guard let event = bytes.getSlice(at: bytes.readerIndex + start, length: end - start) else { break }
            told.writeImmutableBuffer(self.told(in: event, usage: usage, tier: tier) ?? event)
            start = end
        }
        return told
    }
}

extension Exchange {
    /// nil: the caller did not ask.
    var costTelling: CostTelling? {
        guard call.includesCost, call.call.dialect != .gatewayChat else { return nil }
        let (prices, target, now) = (call.call.snapshot.prices, attempt.target, attempt.engine.effects.now())
        let before = record.costBefore
        let isOwn = attempt.isOnOwnCredential
        return CostTelling(dialect: call.call.dialect, framing: door.streamFraming) { usage, tier in
            // What the caller's own key is billed is not known here.
            guard !isOwn, let before else { return nil }
            return prices.row(provider: target.provider, model: target.model, at: now, tier: tier)?
                .settledCost(of: usage).map { before + $0 }
        }
    }

    /// A whole answer, with its cost where the caller asked for it.
    func told(_ body: ByteBuffer) -> ByteBuffer {
        guard call.includesCost, call.call.dialect != .gatewayChat, call.call.operation != .countTokens else {
            return body
        }
        return CostInBody.added(record.cost, to: body, in: call.call.dialect)
    }
}
