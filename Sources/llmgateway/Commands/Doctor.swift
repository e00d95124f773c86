import ArgumentParser
import Gateway
import NIOCore
import Wire

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for what keeps the gateway from working, and say how to mend it.",
        discussion:
            "No paid call is made and no key is sent.\n\nEXAMPLES\n  llmgateway doctor\n  llmgateway doctor --json")

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        var findings: [Finding] = []
        do throws(ConfigurationFailure) {
            let configuration = try options.loader().load()
            findings.append(
                Finding(.good, "configuration", "\(configuration.file ?? "environment and defaults"): no mistake"))
            // The diagnosis says of each key whether it is there.
            let said = configuration.snapshot.providers.map { ConfigurationBuilder.noKey($0.id) }
            findings += configuration.warnings.filter { !said.contains($0) }.map {
                Finding(.warning, "configuration", $0)
            }
            findings += await Diagnosis(configuration: configuration).findings()
        } catch {
            findings += error.problems.map {
                Finding(
                    .bad, "configuration", $0.description,
                    fix: "Correct it; `llmgateway config check` says when it holds.")
            }
        }
        Terminal.out(json ? Self.json(findings) : Self.text(findings))
        if findings.contains(where: { $0.state == .bad }) { throw Exit.failure }
    }

    private static func text(_ findings: [Finding]) -> String {
        findings.map { finding in
            let mark =
                switch finding.state {
                case .good: Terminal.styled("ok  ", "32")
                case .warning: Terminal.styled("warn", "33")
                case .bad: Terminal.styled("bad ", "31")
                }
            let fix = finding.fix.map { "\n      fix: \($0)" } ?? ""
            return "\(mark)  \(finding.subject): \(finding.text)\(fix)"
        }.joined(separator: "\n")
    }

    private static func json(_ findings: [Finding]) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.member("healthy", !findings.contains { $0.state == .bad })
        json.key("findings")
        json.beginArray()
        for finding in findings {
            json.beginObject()
            json.member("state", finding.state.rawValue)
            json.member("subject", finding.subject)
            json.member("text", finding.text)
            json.memberIfPresent("fix", finding.fix)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return String(buffer: json.buffer)
    }
}

/// One thing `doctor` looked at.
struct Finding: Sendable {
    enum State: String, Sendable { case good = "ok", warning, bad }

    var state: State
    var subject: String
    var text: String
    var fix: String?

    init(_ state: State, _ subject: String, _ text: String, fix: String? = nil) {
        self.state = state
        self.subject = subject
        self.text = text
        self.fix = fix
    }
}
