import Foundation
import Testing
import Wire

/// `llmgateway experiments`, against a gateway whose calls are split, over a restart.
struct ExperimentCommandTests {
    private static let yaml = """
        models:
          - name: smart
            targets: [ { model: mock/echo } ]
            shadow: { model: mock/reasoning, share: 100% }
        experiments:
          - name: cheaper
            model: smart
            variants: [ { name: control, model: mock/echo }, { name: mini, model: mock/reasoning } ]
            goal: cost
        """

    @Test func `it is listed, shown and decided, and outlives the process`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.yaml, to: "gateway.yaml")
        let first = try await Server(in: folder)
        for _ in 0..<6 {
            #expect(try await first.command(["chat", "Hello", "--model", "smart"]).status == 0)
        }
        let listed = try await first.command(["experiments", "list"])
        #expect(
            listed.status == 0 && listed.out.contains("cheaper  smart  cost  running"), "\(listed.out)\(listed.err)")
        let json = try JSONValue(parsing: try await first.command(["experiments", "show", "cheaper", "--json"]).out)
        let calls = (json["variants"]?.array ?? []).map { $0["calls"]?.int ?? 0 }
        #expect(calls.count == 2 && calls.reduce(0, +) == 6)
        let promoted = try await first.command(["experiments", "promote", "cheaper", "--variant", "mini"])
        #expect(promoted.out.contains("The experiment \"cheaper\" is won."), "\(promoted.out)\(promoted.err)")
        #expect(try await first.command(["experiments", "shadows"]).out.contains("mock/reasoning"))
        #expect(try await first.stop() == 0)
        let second = try await Server(in: folder)
        let shown = try await second.command(["experiments", "show", "cheaper"])
        #expect(shown.out.contains("won since") && shown.out.contains("mini is promoted"), "\(shown.out)\(shown.err)")
        let again = try JSONValue(
            parsing: try await second.command(["experiments", "show", "cheaper", "--json"]).out)
        #expect(again["variants"]?.array?.map { $0["calls"]?.int ?? 0 } == calls)
        #expect(try await second.command(["experiments", "stop", "cheaper"]).out.contains("is stopped."))
        #expect(try await second.command(["experiments", "reset", "cheaper"]).out.contains("is running."))
        let shadows = try JSONValue(parsing: try await second.command(["experiments", "shadows", "--json"]).out)
        #expect(shadows.array?.first?["shadow"]?["calls"]?.int == 6, "\(shadows.text)")
        let unknown = try await second.command(["experiments", "show", "other"])
        #expect(unknown.status == 1 && unknown.err.contains("There is no experiment \"other\""))
        #expect(try await second.stop() == 0)
    }
}
