import Wire

/// Bounds of what references may be written out to. A schema names the same place as often as it likes: ten lines of
/// it can stand for a billion.
extension SchemaPass {
    /// The most schemas inside one another.
    private static let deepest = 64
    /// The most schemas that come of references.
    private static let mostNodes = 10_000
    /// The most literals in them, a long text counting once for every 64 bytes.
    private static let mostWeight = 200_000

    /// Steps into a schema. A schema without references is as large as its caller wrote it, which was bounded before.
    mutating func enter(_ path: String) throws(DialectError) {
        depth += 1
        guard !following.isEmpty else { return }
        nodes += 1
        guard depth <= Self.deepest, nodes <= Self.mostNodes else { throw Self.tooMuch(path) }
    }

    mutating func leave() { depth -= 1 }

    /// Counts what stands where a reference leads.
    mutating func weigh(_ schema: JSONObject, at path: String) throws(DialectError) {
        weight += Self.weight(.object(schema))
        guard weight <= Self.mostWeight else { throw Self.tooMuch(path) }
    }

    private static func weight(_ value: JSONValue) -> Int {
        switch value {
        case .string(let text), .number(let text): 1 + text.utf8.count / 64
        case .array(let list): list.reduce(1) { $0 + weight($1) }
        case .object(let object): object.reduce(1) { $0 + 1 + $1.key.utf8.count / 64 + weight($1.value) }
        case .bool, .null: 1
        }
    }

    private static func tooMuch(_ path: String) -> DialectError {
        .unsupported(
            path.hasSuffix(".$ref") ? path : "\(path).$ref",
            "`$ref` leads to more than can be written out: over \(deepest) schemas inside one another, or "
                + "\(mostNodes) in all",
            hint: "use fewer references, or a model whose provider takes `$ref`")
    }
}
