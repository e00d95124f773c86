import ArgumentParser
import NIOCore
import Wire

struct Models: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the models a running gateway offers.",
        discussion: "EXAMPLES\n  llmgateway models\n  llmgateway models --json --base-url http://gateway:8080")

    @OptionGroup var connection: Connection
    @Flag(help: "The gateway's answer as it is.") var json = false

    func run() async throws {
        let client = try connection.client()
        do {
            let (head, body) = try await client.whole(.get, "/models")
            guard head.status == 200 else {
                Terminal.error(APIError.text(status: head.status, body))
                throw Exit.failure
            }
            if json {
                Terminal.out(String(buffer: body))
                return
            }
            Terminal.out(Terminal.table([["MODEL", "PROVIDER"]] + (try rows(body))))
        } catch {
            try Connection.fail(error, client)
        }
    }

    private func rows(_ body: ByteBuffer) throws -> [[String]] {
        let document = try JSONDocument(validating: body, maxDepth: 512)
        guard let data = document.root["data"] else { return [] }
        var rows: [[String]] = []
        for model in data.elements { rows.append([model["id"]?.string ?? "", model["owned_by"]?.string ?? ""]) }
        return rows
    }
}
