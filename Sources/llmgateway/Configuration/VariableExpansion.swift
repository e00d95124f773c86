/// `${NAME}` and `${NAME:-default}` in the values of a file; `$${` stands for `${`.
enum VariableExpansion {
    enum Failure: Error, Equatable {
        case unset(String)
        /// Not of the two forms.
        case malformed(String)

        var message: String {
            switch self {
            case .unset(let name):
                "the environment variable \"\(name)\" is not set (\"${\(name):-default}\" gives it a default)"
            case .malformed(let text):
                "\"\(text)\" is not of the form ${NAME} or ${NAME:-default} (\"$${\" stands for \"${\")"
            }
        }
    }

    static func expand(_ text: String, _ environment: [String: String]) throws(Failure) -> String {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            let before = rest[..<start.lowerBound]
            if before.hasSuffix("$") {
                result += before.dropLast() + "${"
                rest = rest[start.upperBound...]
                continue
            }
            result += before
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                throw .malformed(String(rest[start.lowerBound...]))
            }
            result += try value(of: rest[start.upperBound..<end], environment)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func value(
        of reference: Substring, _ environment: [String: String]
    ) throws(Failure) -> String {
        let parts = reference.firstRange(of: ":-")
        let name = String(parts.map { reference[..<$0.lowerBound] } ?? reference)
        let isName = name.utf8.allSatisfy {
            $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
        guard !name.isEmpty, isName else { throw .malformed("${\(reference)}") }
        let given = environment[name]
        if let parts { return given.flatMap { $0.isEmpty ? nil : $0 } ?? String(reference[parts.upperBound...]) }
        guard let given else { throw .unset(name) }
        return given
    }
}
