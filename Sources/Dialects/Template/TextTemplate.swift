package import Wire

/// Text with slots: `{/messages/-1/content}` or `{model}` stands for what is there in the request, and
/// `{/max_tokens:-256}` gives what stands there if the request says nothing. `{{` is a brace and no slot.
package struct TextTemplate: Sendable, Equatable {
    private enum Piece: Sendable, Equatable {
        case text(String)
        case slot(JSONPointer, standard: String?)
    }

    private let pieces: [Piece]
    /// What looks like a slot and is none, as it is written.
    package let doubts: [String]

    /// Whatever is no slot is text.
    package init(_ text: String) {
        var pieces: [Piece] = []
        var doubts: [String] = []
        var plain = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            plain += rest[..<open]
            let behind = rest[rest.index(after: open)...]
            if behind.first == "{" {
                plain.append("{")
                rest = behind.dropFirst()
                continue
            }
            guard let close = behind.firstIndex(of: "}"), let slot = Self.slot(behind[..<close]) else {
                let doubtful = behind.prefix(while: Self.mayStandInSlot)
                let end = behind[doubtful.endIndex...].first
                if !doubtful.isEmpty, end == nil || end == "}" {
                    doubts.append("{\(doubtful)\(end.map(String.init) ?? "")")
                }
                plain.append("{")
                rest = behind
                continue
            }
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = ""
            pieces.append(slot)
            rest = behind[behind.index(after: close)...]
        }
        plain += rest
        if !plain.isEmpty { pieces.append(.text(plain)) }
        self.pieces = pieces
        self.doubts = doubts
    }

    private static func mayStandInSlot(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "_/~*:-.".contains(character))
    }

    private static func slot(_ text: Substring) -> Piece? {
        let mark = text.firstRange(of: ":-")
        let name = String(text[..<(mark?.lowerBound ?? text.endIndex)])
        let isPlain =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
            }
        guard let pointer = JSONPointer(isPlain ? "/" + name : name), pointer.firstStep != nil else { return nil }
        return .slot(pointer, standard: mark.map { String(text[$0.upperBound...]) })
    }

    /// Whether it is a text as it stands, and nothing in it is in doubt.
    package func isFixed(_ text: String) -> Bool { doubts.isEmpty && (pieces.isEmpty || pieces == [.text(text)]) }

    /// The members of the request that it looks at.
    package var names: [String] { sights.map(\.name) }

    /// What its slots look at.
    package var sights: [TemplateSight] {
        pieces.compactMap { if case .slot(let pointer, _) = $0 { TemplateSight(pointer) } else { nil } }
    }

    /// What it stands for as a value: of a slot alone, whatever is there; nil where nothing is.
    func value(for request: JSONValue) -> JSONValue? {
        guard pieces.count == 1, case .slot(let pointer, let standard)? = pieces.first else {
            return .string(text(for: request))
        }
        if pointer.hasStar { return .array(pointer.values(in: request)) }
        if let value = pointer.value(in: request) { return value }
        return standard.map { (try? JSONValue(parsing: $0)) ?? .string($0) }
    }

    /// What it stands for as text; what is no text in its place is JSON.
    ///
    /// - Parameter encode: what is made of a slot's text, by the name of the request's member it looks at.
    package func text(
        for request: JSONValue, encode: (_ text: String, _ name: String) -> String = { text, _ in text }
    ) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): return text
            case .slot(let pointer, let standard):
                let name = pointer.firstStep ?? ""
                guard let value = pointer.value(in: request) else { return encode(standard ?? "", name) }
                return encode(pointer.text(in: request) ?? value.text, name)
            }
        }.joined()
    }
}

/// A JSON value whose texts are templates. A member whose slot leads nowhere is left out.
struct ValueTemplate: Sendable, Equatable {
    private indirect enum Node: Sendable, Equatable {
        case fixed(JSONValue)
        case text(TextTemplate)
        case list([Node])
        case object([(String, Node)])

        static func == (one: Node, other: Node) -> Bool {
            switch (one, other) {
            case (.fixed(let one), .fixed(let other)): one == other
            case (.text(let one), .text(let other)): one == other
            case (.list(let one), .list(let other)): one == other
            case (.object(let one), .object(let other)):
                one.elementsEqual(other) { $0.0 == $1.0 && $0.1 == $1.1 }
            default: false
            }
        }
    }

    private let root: Node

    init(_ value: JSONValue) { root = Self.node(value) }

    private static func node(_ value: JSONValue) -> Node {
        switch value {
        case .string(let text):
            let template = TextTemplate(text)
            return template.isFixed(text) ? .fixed(value) : .text(template)
        case .array(let list): return .list(list.map(node))
        case .object(let object): return .object(object.map { ($0.key, node($0.value)) })
        case .null, .bool, .number: return .fixed(value)
        }
    }

    /// What its slots look at.
    var sights: [TemplateSight] { texts.flatMap(\.sights) }

    /// Its templates, in their order.
    var texts: [TextTemplate] { Self.texts(root) }

    private static func texts(_ node: Node) -> [TextTemplate] {
        switch node {
        case .fixed: []
        case .text(let template): [template]
        case .list(let list): list.flatMap(texts)
        case .object(let members): members.flatMap { texts($0.1) }
        }
    }

    func filled(for request: JSONValue) -> JSONValue { Self.filled(root, request) ?? .null }

    private static func filled(_ node: Node, _ request: JSONValue) -> JSONValue? {
        switch node {
        case .fixed(let value): return value
        case .text(let template): return template.value(for: request)
        case .list(let list): return .array(list.compactMap { filled($0, request) })
        case .object(let members):
            var object = JSONObject()
            for (key, node) in members { object.append(key, ifPresent: filled(node, request)) }
            // An object of which nothing is left was there for what the request did not say.
            return object.isEmpty && !members.isEmpty ? nil : .object(object)
        }
    }
}
