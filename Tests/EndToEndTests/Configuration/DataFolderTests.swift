import Foundation
import Testing

@testable import llmgateway

/// The folder of what the gateway keeps.
struct DataFolderTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    @Test func `the first key is made once, readable by its owner alone`() throws {
        let temporary = try TemporaryFolder()
        let folder = try DataFolder.open("\(temporary.path)/deep/data")
        let first = try folder.firstKey()
        let second = try folder.firstKey()
        #expect(first.isNew)
        #expect(!second.isNew)
        #expect(first.key == second.key)
        #expect(try mode(folder.path) == 0o700)
        #expect(try mode("\(folder.path)/first-key") == 0o600)
    }

    @Test func `a folder in use is refused`() throws {
        let temporary = try TemporaryFolder()
        let held = try DataFolder.open(temporary.path)
        #expect(throws: DataFolder.Failure.locked(path: temporary.path)) { try DataFolder.open(temporary.path) }
        _ = held
    }

    @Test func `a first key that is none is named, not replaced`() throws {
        let temporary = try TemporaryFolder()
        try "short\n".write(toFile: "\(temporary.path)/first-key", atomically: true, encoding: .utf8)
        let folder = try DataFolder.open(temporary.path)
        #expect(throws: DataFolder.Failure.badKey(path: "\(temporary.path)/first-key")) { try folder.firstKey() }
    }
}
