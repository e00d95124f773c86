/// Which attempt of the gateway's life: ascending, also over starts, so that rows are written in their order.
package struct AttemptNumber: Sendable, Hashable, Comparable {
    package let value: UInt64

    package init(_ value: UInt64) { self.value = value }

    package static func < (left: AttemptNumber, right: AttemptNumber) -> Bool { left.value < right.value }
}
