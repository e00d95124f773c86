import Wire

extension Preserved {
    /// The members of an object besides the known ones; nil when there are none. For dialects where a null member means
    /// the same as an absent one.
    init?(_ view: JSONView, except known: MemberNames, in dialect: Dialect) {
        let members = JSONObject(rest: view, without: known)
        guard !members.isEmpty else { return nil }
        self.init(dialect: dialect, members: members)
    }

    /// Writes the members that are of this dialect, without touching what is already there; the others are losses.
    static func write(
        _ preserved: Preserved?, of dialect: Dialect, into object: inout JSONObject, at path: @autoclosure () -> String,
        losses: inout Losses
    ) {
        guard let preserved else { return }
        losses.note(preserved, at: path(), into: dialect)
        guard preserved.dialect == dialect else { return }
        for (key, value) in preserved.members where object[key] == nil { object[key] = value }
    }
}
