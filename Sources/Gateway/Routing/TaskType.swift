package import Dialects

/// What a prompt asks for, as far as its words tell: for rules that go by it. A guess made in microseconds, the same for
/// the same words everywhere.
package enum TaskType: String, Sendable, CaseIterable {
    case code, summarise, translate
    /// Anything else.
    case chat

    /// By the last turn of the user; where that says nothing, by the instructions.
    package static func of(_ request: GenerationRequest) -> TaskType {
        let last = request.messages.last { $0.role == .user }.map(text) ?? ""
        let found = of(last)
        guard found == .chat else { return found }
        let instructions = request.messages.prefix { $0.role == .system || $0.role == .developer }.map(text)
        return TaskWords(instructions.joined(separator: "\n")).instruction ?? .chat
    }

    /// - Parameter text: what the user says.
    package static func of(_ text: String) -> TaskType {
        TaskWords(text).instruction ?? (CodeLines.areIn(text) ? .code : .chat)
    }

    private static func text(_ message: Message) -> String {
        var text = ""
        for case .text(let part) in message.parts { text += (text.isEmpty ? "" : "\n") + part.text }
        return text
    }
}

/// The words by which somebody says what is to be done. The first that tells wins: instructions stand before what they
/// are about, or behind it.
struct TaskWords {
    /// Bytes at the beginning and at the end in which instructions are looked for.
    private static let (begin, end) = (600, 300)

    private let words: [Substring]
    private let text: String

    init(_ text: String) {
        let bytes = text.utf8
        var part = String(decoding: bytes.prefix(Self.begin), as: UTF8.self)
        if bytes.count > Self.begin {
            part += "\n" + String(decoding: bytes.suffix(min(Self.end, bytes.count - Self.begin)), as: UTF8.self)
        }
        self.text = part.lowercased()
        words = self.text.split { !($0.isLetter || $0.isNumber || $0 == "+" || $0 == "#") }
    }

    /// nil: nothing tells.
    var instruction: TaskType? {
        var hints: Set<Substring> = []
        for (place, word) in words.enumerated() {
            if Self.makes.contains(word), isFollowed(place, within: 5, by: Self.made) { return .code }
            if Self.translating.contains(where: { word.hasPrefix($0) }) {
                // From one programming language into another.
                let isCode = isFollowed(place, within: 12, by: Self.codeWords.union(Self.codeHints))
                return isCode ? .code : .translate
            }
            if isSummary(place, word) { return .summarise }
            if Self.codeWords.contains(word) { return .code }
            if Self.codeHints.contains(word), hints.insert(word).inserted, hints.count > 1 { return .code }
        }
        return Self.unspaced.first { text.contains($0.word) }?.task
    }

    private func isSummary(_ place: Int, _ word: Substring) -> Bool {
        if Self.summarising.contains(where: { word.hasPrefix($0) }) { return true }
        let next = place + 1 < words.count ? words[place + 1] : ""
        switch word {
        case "sum", "summing": return next == "up"
        case "tl": return next == "dr"
        case "key", "main": return next == "points" || next == "takeaways"
        case "fasse", "fass": return isFollowed(place, within: 30, by: ["zusammen"])
        default: return false
        }
    }

    private func isFollowed(_ place: Int, within count: Int, by wanted: Set<Substring>) -> Bool {
        words[min(place + 1, words.count)..<min(place + 1 + count, words.count)].contains { wanted.contains($0) }
    }

    private static let makes: Set<Substring> = [
        "write", "create", "build", "implement", "make", "generate", "fix", "complete", "optimise", "optimize",
        "schreibe",
        "schreib", "écris", "escribe",
    ]
    private static let made: Set<Substring> = [
        "function", "script", "program", "class", "method", "query", "test", "tests", "component", "endpoint", "module",
        "parser", "bug", "code", "funktion", "programm", "skript", "fonction", "función",
    ]
    private static let codeWords: Set<Substring> = [
        "python", "javascript", "typescript", "kotlin", "golang", "c++", "c#", "sql", "regex", "regexp", "bash", "html",
        "css",
        "refactor", "debug", "dockerfile", "traceback", "segfault", "codebase", "compiler", "coding", "haskell", "php",
    ]
    /// Words that mean something else as well: two of them tell.
    private static let codeHints: Set<Substring> = [
        "code", "function", "method", "class", "implement", "bug", "script", "program", "programming", "swift", "rust",
        "java", "compile", "compiles", "variable", "loop", "array", "exception", "api", "algorithm", "query", "library",
        "framework", "struct", "null", "async", "thread", "repository", "git", "json", "unit", "tests",
    ]
    private static let translating = [
        "translat", "übersetz", "uebersetz", "traduc", "tradui", "traduz", "tradur", "vertaal", "przetłumacz", "переве",
        "перевод", "çevir",
    ]
    private static let summarising = [
        "summar", "tldr", "recap", "condense", "zusammenfass", "résum", "resumir", "resumen", "riassu",
        "samenvat", "podsumuj", "streść", "резюмир", "обобщ", "özetle",
    ]
    /// Where words are not parted by blanks.
    private static let unspaced: [(word: String, task: TaskType)] = [
        ("翻译", .translate), ("翻譯", .translate), ("翻訳", .translate), ("번역", .translate), ("总结", .summarise),
        ("總結", .summarise), ("概括", .summarise), ("摘要", .summarise), ("要約", .summarise), ("요약", .summarise),
        ("代码", .code), ("程式", .code), ("コード", .code), ("코드", .code),
    ]
}

/// Program text among a prompt's lines.
private enum CodeLines {
    /// Bytes that are looked at.
    private static let looked = 4_096
    private static let starts = [
        "import ", "from ", "def ", "func ", "fn ", "class ", "struct ", "public ", "private ", "const ", "let ",
        "var ",
        "return ", "#include", "package ", "using ", "select ", "insert into ", "if (", "for (", "while (", "</", "@",
    ]

    static func areIn(_ text: String) -> Bool {
        let part = String(decoding: text.utf8.prefix(looked), as: UTF8.self)
        if part.contains("```") { return true }
        var (all, code) = (0, 0)
        for line in part.split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            guard let last = line.last else { continue }
            all += 1
            if ";{}".contains(last) || starts.contains(where: { line.lowercased().hasPrefix($0) }) { code += 1 }
        }
        return code >= 3 && code * 3 >= all
    }
}
