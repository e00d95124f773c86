import Foundation
import GatewayTesting
import NIOCore
import Testing
import Wire

@Suite struct `JSONTestSuite` {
    @Test func `every y is accepted, every n refused, no i crashes`() throws {
        guard let cases = try JSONVector.all() else {
            print("JSONTestSuite: absent, nothing checked")
            return
        }
        for vector in cases {
            let accepted = vector.isAccepted
            switch vector.expect {
            case "accept": #expect(accepted, "\(vector.name)")
            case "reject": #expect(!accepted, "\(vector.name)")
            default: break
            }
        }
        print("JSONTestSuite: \(cases.count) texts checked")
        #expect(cases.contains { $0.expect == "accept" } && cases.contains { $0.expect == "reject" })
    }

    @Test func `what is accepted survives owning and writing`() throws {
        for vector in try JSONVector.all() ?? [] {
            guard let document = try? JSONDocument(validating: vector.bytes, maxDepth: 1000) else { continue }
            let value = JSONValue(document.root)
            #expect(try JSONValue(parsing: value.text, maxDepth: 1000) == value, "\(vector.name)")
        }
    }

    @Test func `every prefix of every text is judged without a crash`() throws {
        for vector in try JSONVector.all() ?? [] where vector.bytes.readableBytes < 200 {
            for length in 0..<vector.bytes.readableBytes {
                let prefix = vector.bytes.getSlice(at: 0, length: length) ?? ByteBuffer()
                guard let document = try? JSONDocument(validating: prefix) else { continue }
                #expect(document.root.range.upperBound <= length)
            }
        }
    }
}

struct JSONVector {
    var name: String
    var expect: String
    var bytes: ByteBuffer

    var isAccepted: Bool { (try? JSONDocument(validating: bytes)) != nil }

    /// Nil where the test data is absent.
    static func all() throws -> [JSONVector]? {
        guard let data = FileManager.default.contents(atPath: JSONTestFiles.path("vectors/json/jsontestsuite.json"))
        else { return nil }
        let document = try JSONDocument(validating: ByteBuffer(bytes: data))
        return document.root.elements.map { element in
            Tally.note(.vectors, "json/" + (element["name"]?.string ?? ""))
            return JSONVector(
                name: element["name"]?.string ?? "",
                expect: element["expect"]?.string ?? "",
                bytes: ByteBuffer(bytes: Data(base64Encoded: element["base64"]?.string ?? "") ?? Data()))
        }
    }
}

enum JSONTestFiles {
    static func path(_ relative: String) -> String {
        let root =
            ProcessInfo.processInfo.environment["LLMGATEWAY_TEST_DATA"]
            ?? URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data").path
        return root + "/" + relative
    }
}
