import ArgumentParser
import Wire

struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erase what a running gateway keeps of somebody's prompts and answers.",
        discussion: """
            Kept are answers of the Responses API, files and batches; prompts and answers stand nowhere else. Usage and cost \
            stay in the ledger.

            EXAMPLES
              llmgateway erase --key app
              llmgateway erase --owner ada@example.com
              llmgateway erase --user customer-17
            """)

    @Option(help: "Of a key or a token, by its name.") var key: String?
    @Option(help: "Of all keys of this owner.") var owner: String?
    @Option(help: "Answers made for this user, as requests named it in `user` or `safety_identifier`.") var user:
        String?
    @Flag(help: "The gateway's answer as it is.") var json = false
    @OptionGroup var connection: AdminConnection

    private var subjects: [(name: String, value: String)] {
        [("key", key), ("owner", owner), ("user", user)].compactMap { name, value in value.map { (name, $0) } }
    }

    func validate() throws {
        guard subjects.count == 1 else { throw ValidationError("Give exactly one of --key, --owner and --user.") }
    }

    func run() async throws {
        var body = JSONObject()
        for subject in subjects { body.append(subject.name, .string(subject.value)) }
        let answer = try await connection.client().send(.post, "/erase", .object(body))
        if json { return Terminal.out(answer.text) }
        let counts = ["answers", "files", "batches"].map { "\(answer[$0]?.numberText ?? "0") \($0)" }
        Terminal.out("Erased: \(counts.joined(separator: ", ")).")
        let running = answer["batches_cancelling"]?.int ?? 0
        if running > 0 { Terminal.out("\(running) batches are being cancelled: erase again when they have ended.") }
    }
}
