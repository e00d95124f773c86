import ArgumentParser
import Foundation
import NIOCore
import Wire

struct DryRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dry-run",
        abstract: "Tell what would become of a call, without one.",
        discussion: """
            Targets with the reason why each is asked or passed over, limits, price, budgets, and the request that would be
            sent. Nothing is sent, and nothing is counted.

            Ends with 0 where the call would be sent, with 1 where it would be refused.

            EXAMPLES
              llmgateway dry-run "Hello" --model smart
              llmgateway dry-run "Hello" --model smart --header "x-llmgateway-policy: low_cost"
              llmgateway dry-run --file request.json --path /v1/messages
              llmgateway dry-run --file - --json < request.json
            """)

    @Argument(help: "What would be said.") var text: String?
    @Option(name: .shortAndLong, help: "The model; without it the one in the file, or the first the gateway lists.")
    var model: String?
    @Option(name: .shortAndLong, help: "Instructions for the model.") var system: String?
    @Option(help: "A picture: a file or a URL. May be given more than once.") var image: [String] = []
    @Option(
        name: .shortAndLong,
        help: "A file with the body of the call, or with path, headers and body; - is standard input.") var file:
        String?
    @Option(help: "The path the call would go to.") var path = Self.standardPath
    @Option(
        name: [.customShort("H"), .long], help: "A field of the call, as \"name: value\". May be given more than once.")
    var header: [String] = []
    @Flag(help: "The gateway's answer as it is.") var json = false
    @OptionGroup var connection: Connection

    func validate() throws {
        guard (text == nil) != (file == nil) else {
            throw ValidationError("Say what would be asked, or name a --file with it.")
        }
        if file != nil, system != nil || !image.isEmpty {
            throw ValidationError("--system and --image go with a text, not with a --file.")
        }
    }

    func run() async throws {
        let client = try connection.client()
        let fields = try header.map(Self.field)
        do {
            let body = try await body(client)
            let (head, answer) = try await client.whole(.post, "/gateway/dry-run", body: asked(body, fields))
            guard head.status == 200 else {
                if json {
                    Terminal.out(String(buffer: answer))
                } else {
                    Terminal.error(APIError.text(status: head.status, answer))
                }
                throw Exit.failure
            }
            let report = try JSONValue(parsing: answer, maxDepth: 512)
            Terminal.out(json ? report.text : DryRunText(report).text)
            if report["would_send"]?.bool != true { throw Exit.failure }
        } catch let error as ValidationError {
            throw error
        } catch {
            try Connection.fail(error, client)
        }
    }

    private static func field(_ text: String) throws -> (name: String, value: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw ValidationError("A --header is written \"name: value\", found \"\(text)\".")
        }
        return (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
    }

    private func body(_ client: GatewayClient) async throws -> ByteBuffer {
        guard let file else {
            let named: String
            if let model { named = model } else { named = try await Chat.firstModel(client) }
            return try ChatRequest(
                model: named, text: text ?? "", system: system, images: image.map(ChatImage.url), isStream: false
            ).body
        }
        guard
            let read = file == "-"
                ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
        else { throw ValidationError("The file \(file) cannot be read.") }
        let bytes = ByteBuffer(bytes: read)
        guard let document = try? JSONDocument(validating: bytes, maxDepth: 512), document.root.kind == .object else {
            throw ValidationError("\(file) is not one JSON object.")
        }
        guard let model else { return bytes }
        var name = JSONWriter()
        name.string(model)
        var edits = JSONEdits()
        edits.set("model", to: name.buffer, in: document.root)
        return edits.applied(to: document)
    }

    /// A file may hold all of a call; what else was named is for a body alone.
    private func asked(_ body: ByteBuffer, _ fields: [(name: String, value: String)]) throws -> ByteBuffer {
        let isWhole = (try? JSONDocument(validating: body, maxDepth: 512))?.root["body"]?.kind == .object
        guard file != nil, isWhole else { return envelope(body, fields) }
        guard fields.isEmpty, path == Self.standardPath, model == nil else {
            throw ValidationError("The file holds a whole call: leave out --path, --header and --model.")
        }
        return body
    }

    private static let standardPath = "/v1/chat/completions"

    /// The body as it stands in the call, byte for byte.
    private func envelope(_ body: ByteBuffer, _ fields: [(name: String, value: String)]) -> ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        json.member("path", path)
        json.key("headers")
        json.beginObject()
        for field in fields {
            json.key(field.name)
            json.string(field.value)
        }
        json.endObject()
        json.key("body")
        json.raw(body)
        json.endObject()
        return json.buffer
    }
}
