/// Values by name. As long as there are few, names are compared one by one: hashing a name costs more than that.
package struct NameTable<Value: Sendable>: Sendable {
    /// Up to how many.
    private static var few: Int { 24 }

    private let names: [String]
    private let values: [Value]
    /// Empty while there are few.
    private let places: [String: Int]

    /// - Parameter entries: of several with one name the first counts.
    package init(_ entries: some Collection<(name: String, value: Value)>) {
        names = entries.map(\.name)
        values = entries.map(\.value)
        places =
            names.count <= Self.few
            ? [:] : Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    package subscript(name: String) -> Value? {
        guard names.count <= Self.few else { return places[name].map { values[$0] } }
        for index in names.indices where names[index].utf8.count == name.utf8.count && names[index] == name {
            return values[index]
        }
        return nil
    }
}
