/// The decision on one line: the value of `x-llmgateway-route`, whose grammar stands in docs/reference/headers.md.
extension RouteDecision {
    /// The longest line, in bytes: clients refuse heads of some kilobytes.
    package static let mostBytes = 1_024

    /// - Parameters:
    ///   - chosen: the target whose answer the caller gets; nil: none has answered.
    ///   - beside: those that are asked at the same time.
    ///   - failed: those that were asked, or that the request could not be made for, with the code of their error.
    ///   - skipped: those that were passed over while the call went on.
    package func line(
        chosen: String?, beside: [String] = [], failed: [(name: String, code: ErrorCode)] = [],
        skipped: [(name: String, reason: PassReason)] = []
    ) -> String {
        var line = Self.escaped(asked)
        if let rule { line += "; rule=\(rule.number); use=\(Self.escaped(rule.use))" }
        line += "; policy=\(Self.escaped(policy))"
        if let sticky { line += "; sticky=\(sticky.word)" }
        if let chosen { line += "; chosen=\(Self.escaped(chosen))" }
        let settled = Set([chosen].compactMap(\.self) + beside + failed.map(\.name))
        let passed =
            passed.map { ($0.target.name, $0.reason.word) }
            + skipped.filter { !settled.contains($0.name) }.map { ($0.name, $0.reason.word) }
        let gone = settled.union(skipped.map(\.name))
        Self.append("beside", beside.map(Self.escaped), to: &line)
        Self.append("failed", failed.map { "\(Self.escaped($0.name)):\($0.code.rawValue)" }, to: &line)
        Self.append(
            "behind", targets.map(\.name).filter { !gone.contains($0) }.map(Self.escaped), to: &line)
        Self.append("passed", passed.map { "\(Self.escaped($0)):\($1)" }, to: &line)
        return line
    }

    /// Those for which there is no room are counted: `+7`.
    private static func append(_ name: String, _ entries: [String], to line: inout String) {
        guard !entries.isEmpty else { return }
        let mark = "; \(name)="
        // Room for the count, and for those of the lists behind.
        let room = mostBytes - 80
        var list = ""
        for (index, entry) in entries.enumerated() {
            let next = (index == 0 ? "" : ",") + entry
            guard line.utf8.count + mark.utf8.count + list.utf8.count + next.utf8.count <= room else {
                list += (index == 0 ? "" : ",") + "+\(entries.count - index)"
                break
            }
            list += next
        }
        line += mark + list
    }

    /// Names may hold what parts a list.
    private static func escaped(_ name: String) -> String {
        ReplyFields.escape(name.utf8.count > 256 ? String(name.prefix(64)) + "…" : name, besides: ";")
    }
}
