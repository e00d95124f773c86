/// The nodes of a text while it is being scanned: in scratch memory as long as they fit there, then in memory of its own
/// that doubles.
///
/// Why it is safe: the scratch memory outlives the tape, which is noncopyable and lives inside of the closure that got
/// it; `append` compares with the capacity first, and `nodes` is only ever indexed below `count`.
struct JSONTape: ~Copyable {
    /// How many nodes fit the scratch memory: enough for most requests and answers, and little enough for a stack.
    static let scratchCapacity = 64

    private(set) var nodes: UnsafeMutablePointer<JSONNode>
    private(set) var count = 0
    private var capacity: Int

    /// - Parameter scratch: room for `scratchCapacity` nodes.
    init(scratch: UnsafeMutablePointer<JSONNode>) {
        nodes = scratch
        capacity = Self.scratchCapacity
    }

    deinit {
        if capacity > Self.scratchCapacity { nodes.deallocate() }
    }

    var isFull: Bool {
        @inline(__always) get { count == capacity }
    }

    /// - Precondition: the tape is not full.
    @inline(__always)
    mutating func append(_ node: JSONNode) {
        (nodes + count).initialize(to: node)
        count &+= 1
    }

    /// All nodes; valid inside the closure only, for the length of which the tape is borrowed and so alive.
    @inline(__always)
    borrowing func withNodes<R>(_ body: (UnsafeBufferPointer<JSONNode>) -> R) -> R {
        body(UnsafeBufferPointer(start: nodes, count: count))
    }

    /// Makes room for as many nodes again.
    @inline(__always)
    mutating func grow() {
        nodes = Self.grown(nodes, count)
        capacity *= 2
    }

    /// Twice the room, with the same nodes. It takes and gives values, so that a tape need not lie in memory.
    @inline(never)
    private static func grown(_ nodes: UnsafeMutablePointer<JSONNode>, _ count: Int) -> UnsafeMutablePointer<JSONNode> {
        let grown = UnsafeMutablePointer<JSONNode>.allocate(capacity: 2 * count)
        grown.moveInitialize(from: nodes, count: count)
        if count > scratchCapacity { nodes.deallocate() }
        return grown
    }
}
