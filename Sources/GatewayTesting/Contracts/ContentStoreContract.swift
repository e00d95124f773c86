package import Gateway
import NIOCore

/// What every store of contents holds to.
package enum ContentStoreContract {
    /// What was found wrong; empty for a store that holds to all of it.
    /// - Parameter store: an empty one.
    package static func problems(of store: any ContentStore) async throws -> [String] {
        var problems: [String] = []
        func expect(_ holds: Bool, _ wanted: String) { if !holds { problems.append(wanted) } }
        func text(_ id: String, _ range: Range<Int>) async throws -> String {
            String(buffer: try await store.read(id, range))
        }

        expect(try await store.size(of: "a") == nil, "what is not there has no size")
        expect(try await text("a", 0..<9) == "", "what is not there has no bytes")
        try await store.remove("a")
        try await store.cut("a", to: 0)
        expect(try await store.size(of: "a") == nil, "a cut makes no content")
        try await store.append(ByteBuffer(string: "one,"), to: "a")
        try await store.append(ByteBuffer(string: "two"), to: "a")
        try await store.append(ByteBuffer(string: "other"), to: "b")
        expect(try await text("a", 0..<100) == "one,two", "bytes stand in the order they came")
        expect(try await text("a", 2..<5) == "e,t", "a range is read")
        expect(try await text("a", 5..<Int.max) == "wo", "a range ends with the content")
        expect(try await text("a", 50..<60) == "", "behind the end there is nothing")
        expect(try await store.size(of: "a") == 7, "the size is that of all pieces")
        try await store.cut("a", to: 9)
        expect(try await store.size(of: "a") == 7, "a cut makes nothing longer")
        try await store.cut("a", to: 4)
        try await store.append(ByteBuffer(string: "three"), to: "a")
        expect(try await text("a", 0..<100) == "one,three", "what was cut is gone")
        try await store.remove("a")
        expect(try await store.size(of: "a") == nil, "what was removed is gone")
        expect(try await text("b", 0..<100) == "other", "the others stay")

        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask { try? await store.append(ByteBuffer(string: "\(number % 10)\n"), to: "c") }
            }
        }
        expect(try await store.size(of: "c") == 80, "pieces that come together stay whole")
        let lines = try await text("c", 0..<80).split(separator: "\n", omittingEmptySubsequences: false)
        expect(lines.dropLast().allSatisfy { $0.count == 1 }, "no piece stands within another")
        return problems
    }
}
