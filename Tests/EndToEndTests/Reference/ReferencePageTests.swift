import Foundation
import Gateway
import Testing

@testable import llmgateway

/// The pages that are made from tables in code say what the tables say.
struct ReferencePageTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/reference")

    @Test(arguments: ReferencePage.allCases)
    func `a page equals its table`(_ page: ReferencePage) throws {
        let file = Self.folder.appendingPathComponent("\(page.rawValue).md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(
            text == page.markdown,
            "docs/reference/\(page.rawValue).md: run `llmgateway reference \(page.rawValue)` and keep what it prints")
    }

    @Test func `the schema of price lists equals what the command prints`() throws {
        let file = Self.folder.appendingPathComponent("prices.schema.json")
        #expect(try String(contentsOf: file, encoding: .utf8) == PricesSchema.json() + "\n")
    }

    @Test(arguments: ErrorCode.allCases)
    func `an error has its heading`(_ code: ErrorCode) {
        #expect(ReferencePage.errors.markdown.contains("\n## \(code.rawValue)\n\n\(code.status). \(code.meaning)"))
        #expect(!code.hint.isEmpty)
    }
}
