import Foundation

@testable import llmgateway

/// A log writer whose lines go to a file of its own.
struct WrittenLines {
    let writer: LogWriter
    private let folder: TemporaryFolder
    private let file: FileHandle

    init(capacity: Int) throws {
        folder = try TemporaryFolder()
        let url = URL(filePath: folder.path).appending(path: "log")
        try Data().write(to: url)
        file = try FileHandle(forUpdating: url)
        writer = LogWriter(descriptor: file.fileDescriptor, capacity: capacity)
    }

    /// Ends the writer.
    func text() throws -> String {
        writer.close()
        try file.seek(toOffset: 0)
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
}
