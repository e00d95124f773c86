import Dialects
import NIOCore
import Wire

extension Attempt {
    /// Vectors of several texts from a model that takes one a request: each is a request of its own, and billed as one.
    @inline(never)
    func embedOneByOne(_ plans: [Plan], _ reply: any ReplyWriter) async throws(GatewayError) {
        record.begin(target)
        var joined = EmbeddingResponse(model: "", vectors: [], usage: nil)
        var last: Exchange?
        for plan in plans {
            settleHold()
            _ = try await hold(
                within: try call.maxCost, { CostDemand(vectorsOf: plan.request.body) }, texts: { nil })
            let exchange = try await send(plan)
            do throws(GatewayError) {
                joined.add(try await exchange.oneVector())
            } catch {
                exchange.answer.cancel()
                note(error, sent: exchange.sent)
                throw error
            }
            last = exchange
        }
        guard let last, let door = call.embeddingForm else { return }
        var json = JSONWriter()
        name(&joined)
        do throws(DialectError) {
            door.codec.encode(joined, asked: try door.codec.decodeRequest(call.document.root), into: &json)
        } catch {
            throw GatewayError(error)
        }
        try last.tell(json.buffer, to: reply)
    }

    /// What the provider did not say.
    func name(_ response: inout EmbeddingResponse) {
        if response.model.isEmpty { response.model = target.model }
        response.id = response.id ?? "embd-" + call.call.id
    }
}

extension EmbeddingResponse {
    fileprivate mutating func add(_ other: EmbeddingResponse) {
        vectors += other.vectors
        guard let more = other.usage else { return }
        var sum = usage ?? Usage(input: 0, output: 0)
        sum.input += more.input
        usage = sum
    }
}
