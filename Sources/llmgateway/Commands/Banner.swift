import Gateway
import NIOCore
import Wire

/// What `serve` prints when it is ready: plain text, whatever reads it.
struct Banner {
    enum Key {
        /// Made just now; this once it is shown.
        case new(Secret, file: String)
        /// Made at an earlier start.
        case kept(file: String)
        /// The operator's own; they know it.
        case configured
        /// One made at run time; there is no other.
        case made
        /// The caller's provider key, by the name of its usual variable.
        case callers(String)
        case none
    }

    /// Where the key for `/admin` is; it is never shown.
    enum AdminKey {
        case kept(file: String, isNew: Bool)
        /// The operator's own.
        case configured
    }

    var base: BaseURL
    var configuration: Configuration
    var key: Key
    var adminKey = AdminKey.configured

    var text: String {
        var lines = [
            "LLM Gateway \(LLMGateway.version)", "",
            "  Base URL       \(url)/v1",
            "  Providers      \(providers)",
        ]
        if let file = configuration.file { lines.append("  Configuration  \(file)") }
        if let line = keyLine { lines.append("  Key            \(line)") }
        if case .kept(let file, let isNew) = adminKey {
            lines.append("  Admin key      in \(file)\(isNew ? "  (made just now)" : "")")
        }
        lines += [""] + trial + [""]
        return lines.joined(separator: "\n")
    }

    private var url: String { "\(base.origin.isTLS ? "https" : "http")://\(base.origin.authority)" }

    private var providers: String {
        let names = configuration.snapshot.providers.map { provider in
            let found = configuration.found.first { $0.kind.name == provider.id }
            return found.map { "\(provider.id) (\($0.variable))" } ?? provider.id
        }
        let real = configuration.snapshot.providers.contains { $0.transport == .network }
        let hint = real ? "" : " — set OPENAI_API_KEY, ANTHROPIC_API_KEY, GEMINI_API_KEY, … to add others"
        return (names.isEmpty ? "none" : names.joined(separator: ", ")) + hint
    }

    private var keyLine: String? {
        switch key {
        case .new(let secret, let file): "\(secret.reveal())  (shown this once, kept in \(file))"
        case .kept(let file): "in \(file)"
        case .configured: "one of \(keyNames); the line below reads it from LLMGATEWAY_API_KEY"
        case .made: "one made by `llmgateway keys create`; the line below reads it from LLMGATEWAY_API_KEY"
        case .callers: "the caller's own provider key"
        case .none: nil
        }
    }

    private var keyNames: String {
        "auth.keys (\(configuration.snapshot.auth.keys.map(\.name).joined(separator: ", ")))"
    }

    /// The lines that show how to call it, or what is missing for that.
    private var trial: [String] {
        guard let choice = BannerChoice(configuration.snapshot, asksConfiguredKey: asksConfiguredKey) else {
            return ["Nothing can be called yet. " + BannerChoice.advice(configuration.snapshot)]
        }
        guard let name = choice.keyName else {
            let export = if case .made = key { ["export LLMGATEWAY_API_KEY=…"] } else { [String]() }
            return ["Try it:", ""] + export + [curl(choice.model)]
        }
        return ["Try it with the key \"\(name)\":", "", "export LLMGATEWAY_API_KEY=…", curl(choice.model)]
    }

    private var asksConfiguredKey: Bool {
        if case .configured = key { return true }
        return false
    }

    /// Works as it stands: one line, no pipe, no comment.
    private func curl(_ model: String) -> String {
        var parts = ["curl \(url)/v1/chat/completions"]
        if let certificate = configuration.install.tls?.certificate {
            parts.append("--cacert \(Self.quoted(certificate))")
        }
        switch key {
        case .new(let secret, _): parts.append("-H 'Authorization: Bearer \(secret.reveal())'")
        case .kept(let file): parts.append("-H \"Authorization: Bearer $(cat \(Self.quoted(file)))\"")
        case .configured, .made: parts.append("-H \"Authorization: Bearer $LLMGATEWAY_API_KEY\"")
        case .callers(let variable): parts.append("-H \"Authorization: Bearer $\(variable)\"")
        case .none: break
        }
        parts.append("-H 'Content-Type: application/json'")
        var json = JSONWriter()
        json.string(model)
        let name = String(buffer: json.buffer)
        parts.append("-d \(Self.quoted(#"{"model":\#(name),"messages":[{"role":"user","content":"Hello"}]}"#))")
        return parts.joined(separator: " ")
    }

    /// For a POSIX shell. Plain paths stay as they are.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "/._-+".utf8.contains(byte)
        }
        return isPlain
            ? text
            : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
