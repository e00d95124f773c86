import Glibc
import NIOCore

/// A folder of files that only we may read. Blocks; called on a `FileThread`, and when the process starts.
struct Folder: Sendable {
    let path: String

    /// Makes it where it is not there.
    init(making path: String) throws(FileFailure) {
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

    func append(_ bytes: ByteBuffer, to name: String) throws(FileFailure) {
        try write(bytes, to: name, O_WRONLY | O_CREAT | O_APPEND)
    }

    /// In one step: whoever reads finds the whole of the old or of the new.
    func replace(_ name: String, with bytes: ByteBuffer) throws(FileFailure) {
        let draft = "\(name).new"
        try write(bytes, to: draft, O_WRONLY | O_CREAT | O_TRUNC, syncs: true)
        guard rename(place(of: draft), place(of: name)) == 0 else { throw .now(place(of: name)) }
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
            let count = left.withUnsafeReadableBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .now(file)
            }
            left.moveReaderIndex(forwardBy: count)
        }
        if syncs, fsync(descriptor) != 0 { throw .now(file) }
    }
}
