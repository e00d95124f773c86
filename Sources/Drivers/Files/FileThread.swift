import Dispatch
import Gateway

/// Where files are read and written: one after the other, away from the event loops, which nothing may block.
final class FileThread: Sendable {
    /// A queue and no actor: blocking calls would hold a thread of the cooperative pool, which all tasks share. Being
    /// serial, it keeps the order of the calls too.
    private let queue = DispatchQueue(label: "llmgateway.files")

    /// Runs behind all that came before.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(FileFailure) -> Value
    ) async throws(GatewayError) -> Value {
        let result: Result<Value, FileFailure> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(FileFailure) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        switch result {
        case .success(let value): return value
        case .failure(let failure): throw failure.told
        }
    }
}
