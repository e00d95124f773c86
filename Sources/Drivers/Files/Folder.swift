import Glibc
import NIOCore

/// A folder of files that only we may read. Blocks; called on a `FileThread`, and when the process starts.
struct Folder: Sendable {
    /// The system's `write`, or what stands in for it in a test.
    typealias Writing = @Sendable (_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int

    let path: String
    private let writing: Writing

    /// Makes it where it is not there.
    init(making path: String, writing: @escaping Writing = { Glibc.write($0, $1, $2) }) throws(FileFailure) {
        self.writing = writing
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .now(path) }
        self.path = path
    }

    func place(of name: String) -> String { "\(path)/\(name)" }

    var names: [String] {
        get throws(FileFailure) {
            guard let folder = opendir(path) else { throw .now(path) }
            defer { closedir(folder) }
            var names: [String] = []
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { names.append(name) }
            }
            return names
        }
    }

    /// nil: there is none.
    func size(of name: String) throws(FileFailure) -> Int? {
        var status = stat()
        if stat(place(of: name), &status) == 0 { return Int(status.st_size) }
        guard errno == ENOENT else { throw .now(place(of: name)) }
        return nil
    }

    func read(_ name: String, _ range: Range<Int>) throws(FileFailure) -> ByteBuffer {
        let file = place(of: name)
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return ByteBuffer() }
            throw .now(file)
        }
        defer { close(descriptor) }
        // A range may go far beyond the end.
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .now(file) }
        let range = range.clamped(to: 0..<max(0, Int(status.st_size)))
        var buffer = ByteBuffer()
        buffer.reserveCapacity(range.count)
        while buffer.readableBytes < range.count {
            let (left, place) = (range.count - buffer.readableBytes, range.lowerBound + buffer.readableBytes)
            let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: left) { room in
                max(0, pread(descriptor, room.baseAddress, left, off_t(place)))
            }
            guard count > 0 else { break }
        }
        return buffer
    }

    /// All of it or nothing: what a full disk took of it is taken off again, so that the next piece is not glued to it.
    func append(_ bytes: ByteBuffer, to name: String) throws(FileFailure) {
        let size = try size(of: name) ?? 0
        do throws(FileFailure) {
            try write(bytes, to: name, O_WRONLY | O_CREAT | O_APPEND)
        } catch {
            // The first failure is the one to tell.
            try? cut(name, to: size)
            throw error
        }
    }

    /// In one step: whoever reads finds the whole of the old or of the new.
    func replace(_ name: String, with bytes: ByteBuffer) throws(FileFailure) {
        let draft = "\(name).new"
        do throws(FileFailure) {
            try write(bytes, to: draft, O_WRONLY | O_CREAT | O_TRUNC, syncs: true)
            guard rename(place(of: draft), place(of: name)) == 0 else { throw .now(place(of: name)) }
        } catch {
            try? remove(draft)
            throw error
        }
    }

    func cut(_ name: String, to size: Int) throws(FileFailure) {
        guard truncate(place(of: name), off_t(size)) == 0 || errno == ENOENT else { throw .now(place(of: name)) }
    }

    func remove(_ name: String) throws(FileFailure) {
        guard unlink(place(of: name)) == 0 || errno == ENOENT else { throw .now(place(of: name)) }
    }

    private func write(_ bytes: ByteBuffer, to name: String, _ flags: CInt, syncs: Bool = false) throws(FileFailure) {
        let file = place(of: name)
        let descriptor = open(file, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .now(file) }
        defer { close(descriptor) }
        var left = bytes
        while left.readableBytes > 0 {
            let count = left.withUnsafeReadableBytes { writing(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .now(file)
            }
            left.moveReaderIndex(forwardBy: count)
        }
        if syncs, fsync(descriptor) != 0 { throw .now(file) }
    }
}
