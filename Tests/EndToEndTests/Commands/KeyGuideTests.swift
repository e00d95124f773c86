import Foundation
import Testing

/// What the guides tell a newcomer to type does what they say.
struct KeyGuideTests {
    /// The lines of its blocks of shell, those that go on with a backslash joined.
    private func lines(of guide: String) throws -> [String] {
        let blocks = try blocks(of: guide, "sh")
        return blocks.flatMap { block in
            block.dropFirst(3).replacing("\\\n", with: " ").split(separator: "\n").map(String.init)
        }
    }

    private func blocks(of guide: String, _ language: String) throws -> [Substring] {
        let file = ReferencePageTests.folder.deletingLastPathComponent().appendingPathComponent("guides/\(guide).md")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "```").filter {
            $0.hasPrefix("\(language)\n")
        }
    }

    @Test(arguments: [("keys", 9), ("budgets", 7), ("reliability", 8), ("experiments", 12), ("routing", 13)])
    func `its commands run as they stand`(_ guide: (name: String, commands: Int)) async throws {
        let folder = try TemporaryFolder()
        if let yaml = try blocks(of: guide.name, "yaml").first {
            try folder.write(String(yaml.dropFirst(5)), to: "gateway.yaml")
        }
        let server = try await Server(
            in: folder,
            environment: [
                "OPENAI_API_KEY": "sk-0123456789",
                "LLMGATEWAY_SECRETS__KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            ])
        let tools = URL(fileURLWithPath: Binary.path).deletingLastPathComponent().path
        let hasCurl = try await Binary.shell("command -v curl", in: folder).status == 0
        let lines = try lines(of: guide.name)
        #expect(lines.count >= guide.commands)
        for line in lines where hasCurl || !line.contains("curl ") {
            let line = line.replacing("http://127.0.0.1:8080", with: server.url).replacing("curl ", with: "curl -sf ")
            let result = try await Binary.shell(
                "export PATH='\(tools)':\"$PATH\" LLMGATEWAY_BASE_URL='\(server.url)'; \(line)", in: folder)
            #expect(result.status == 0, "\(line): \(result.out)\(result.err)")
        }
        #expect(try await server.stop() == 0)
    }
}
