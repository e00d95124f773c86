/// What a key may do at `/admin`, beside calling models.
package enum KeyRole: String, Sendable, CaseIterable, Comparable {
    /// Reads there.
    case viewer
    /// Changes things too.
    case admin

    package static func < (left: KeyRole, right: KeyRole) -> Bool { left == .viewer && right == .admin }
}
