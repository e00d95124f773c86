package import Gateway
package import NIOCore

/// Contents as files in a folder. Their ids are made by the gateway, and are files' names.
package final class FolderContentStore: ContentStore {
    private let folder: Folder
    private let thread: FileThread

    init(_ folder: Folder, thread: FileThread) {
        self.folder = folder
        self.thread = thread
    }

    /// Forgets what nobody names: it was being written when a process before this one ended.
    func keep(only ids: Set<String>) throws(FileFailure) {
        for name in try folder.names where !ids.contains(name) { try folder.remove(name) }
    }

    package func append(_ bytes: ByteBuffer, to id: String) async throws(GatewayError) {
        try await run(id) { (folder) throws(FileFailure) in try folder.append(bytes, to: id) }
    }

    package func read(_ id: String, _ range: Range<Int>) async throws(GatewayError) -> ByteBuffer {
        try await run(id) { (folder) throws(FileFailure) in try folder.read(id, range) }
    }

    package func size(of id: String) async throws(GatewayError) -> Int? {
        try await run(id) { (folder) throws(FileFailure) in try folder.size(of: id) }
    }

    package func cut(_ id: String, to size: Int) async throws(GatewayError) {
        try await run(id) { (folder) throws(FileFailure) in
            if let there = try folder.size(of: id), size < there { try folder.cut(id, to: size) }
        }
    }

    package func remove(_ id: String) async throws(GatewayError) {
        try await run(id) { (folder) throws(FileFailure) in try folder.remove(id) }
    }

    private func run<Value: Sendable>(
        _ id: String, _ work: @escaping @Sendable (Folder) throws(FileFailure) -> Value
    ) async throws(GatewayError) -> Value {
        let folder = folder
        guard !id.isEmpty, !id.hasPrefix("."), !id.utf8.contains(UInt8(ascii: "/")) else {
            throw FileFailure(path: folder.path, reason: "\"\(id)\" is no name for a file").told
        }
        return try await thread.run { () throws(FileFailure) in try work(folder) }
    }
}
