import Crypto
import Synchronization

/// Random words that nobody can foresee, without a system call for each: SHA-512 over a secret seed and a counter.
final class HashRandom: Sendable {
    private struct State {
        var counter: UInt64 = 0
        var words = SIMD8<UInt64>()
        var left = 0
    }

    private let seed = SymmetricKey(size: .bits256)
    private let state = Mutex(State())

    @Sendable func next() -> UInt64 {
        state.withLock { state in
            if state.left == 0 {
                state.words = words(state.counter)
                state.counter += 1
                state.left = 8
            }
            state.left -= 1
            return state.words[state.left]
        }
    }

    private func words(_ counter: UInt64) -> SIMD8<UInt64> {
        var hash = SHA512()
        seed.withUnsafeBytes { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: counter) { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { $0.loadUnaligned(as: SIMD8<UInt64>.self) }
    }
}
