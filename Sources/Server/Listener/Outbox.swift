import Gateway
import NIOCore

/// Lets what is ready to leave wait, for as long as one round of the loop, until several can leave together.
///
/// A write to a peer that sleeps wakes it, and on a virtual machine that costs as much as all else of the write; the
/// peer then answers and sleeps again before this loop is done with its next call. Of writes that follow one another
/// only the first wakes. A loop with time to spare sends whole replies at once: what is held back comes later.
///
/// Confined to its loop, hence unchecked: connections add to it there, the loop's tick sets `isHolding` there, and what
/// sends is run there by `loop.execute`.
final class Outbox: @unchecked Sendable {
    /// More than this many are not kept waiting for each other.
    private static let limit = 16

    /// Whether the loop is at its end.
    var isHolding = false
    private let loop: any EventLoop
    /// In the order they came.
    private var senders: [any HeldSender] = []
    /// The senders being sent; empty in between, kept for its room.
    private var batch: [any HeldSender] = []
    private var isScheduled = false

    init(_ loop: any EventLoop) { self.loop = loop }

    /// - Parameter isPaced: what it sends is one of many pieces: it waits for those of others though there is time to spare.
    func add(_ sender: any HeldSender, isPaced: Bool = false) {
        guard isHolding || isPaced else { return sender.sendHeld() }
        senders.append(sender)
        if !isScheduled {
            isScheduled = true
            // Runs behind all that this round's sockets have brought.
            loop.execute {
                self.isScheduled = false
                self.sendAll()
            }
        }
        if senders.count >= Self.limit { sendAll() }
    }

    private func sendAll() {
        guard batch.isEmpty else { return }
        swap(&senders, &batch)
        for sender in batch { sender.sendHeld() }
        batch.removeAll(keepingCapacity: true)
    }
}
