import Dispatch
import Gateway

/// Where files are read and written: one after the other, away from the event loops, which nothing may block.
final class FileThread: Sendable {
    private let queue = DispatchQueue(label: "llmgateway.files")

    /// Runs behind all that came before.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(FileFailure) -> Value
    ) async throws(GatewayError) -> Value {
        try await enqueue { $0.begin(work) }
    }

    /// The same, where the place in the order is to be taken under a lock: `take` begins the work it is given.
    func enqueue<Value: Sendable>(
        _ take: (Turn<Value>) -> Void
    ) async throws(GatewayError) -> Value {
        let result: Result<Value, FileFailure> = await withCheckedContinuation { continuation in
            take(Turn(queue: queue, continuation: continuation))
        }
        switch result {
        case .success(let value): return value
        case .failure(let failure): throw failure.told
        }
    }

    /// A place in the order; to be used once.
    struct Turn<Value: Sendable>: Sendable {
        fileprivate let queue: DispatchQueue
        fileprivate let continuation: CheckedContinuation<Result<Value, FileFailure>, Never>

        func begin(_ work: @escaping @Sendable () throws(FileFailure) -> Value) {
            queue.async { [continuation] in
                do throws(FileFailure) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }

        /// Nothing is to be done.
        func pass(_ value: Value) { continuation.resume(returning: .success(value)) }
    }
}
