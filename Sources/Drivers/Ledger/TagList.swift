import NIOCore
import Wire

/// Tags as the database has them: a JSON list.
enum TagList {
    static func json(_ tags: [String]) -> String {
        String(buffer: JSONValue.array(tags.map { .string($0) }).bytes)
    }

    static func read(_ text: String) -> [String] {
        let value = try? JSONDocument(validating: ByteBuffer(string: text), maxDepth: 2)
        return (value?.root.elements).map { $0.compactMap(\.string) } ?? []
    }
}
