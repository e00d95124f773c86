import Foundation
import Testing

/// What docs/guides/keys.md tells a newcomer to type does what it says.
struct KeyGuideTests {
    /// The lines of its blocks of shell, those that go on with a backslash joined.
    private func lines() throws -> [String] {
        let file = ReferencePageTests.folder.deletingLastPathComponent().appendingPathComponent("guides/keys.md")
        let blocks = try String(contentsOf: file, encoding: .utf8).split(separator: "```").filter {
            $0.hasPrefix("sh\n")
        }
        return blocks.flatMap { block in
            block.dropFirst(3).replacing("\\\n", with: " ").split(separator: "\n").map(String.init)
        }
    }

    @Test func `its commands run as they stand`() async throws {
        let folder = try TemporaryFolder()
        let server = try await Server(
            in: folder,
            environment: [
                "OPENAI_API_KEY": "sk-0123456789",
                "LLMGATEWAY_SECRETS__KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            ])
        let tools = URL(fileURLWithPath: Binary.path).deletingLastPathComponent().path
        let hasCurl = try await Binary.shell("command -v curl", in: folder).status == 0
        let lines = try lines()
        #expect(lines.count >= 8)
        for line in lines where hasCurl || !line.hasPrefix("curl") {
            let line = line.replacing("http://127.0.0.1:8080", with: server.url).replacing("curl ", with: "curl -sf ")
            let result = try await Binary.shell(
                "export PATH='\(tools)':\"$PATH\" LLMGATEWAY_BASE_URL='\(server.url)'; \(line)", in: folder)
            #expect(result.status == 0, "\(line): \(result.out)\(result.err)")
        }
        #expect(try await server.stop() == 0)
    }
}
