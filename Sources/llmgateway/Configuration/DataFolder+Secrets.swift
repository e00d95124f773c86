import Drivers
import Foundation
import Gateway
import NIOCore
import Wire

/// What the folder keeps that nobody else may read, each in a file of its own.
extension DataFolder {
    static func adminKeyFile(in folder: String) -> String { "\(absolute(folder))/admin-key" }

    /// The admin key made at the first start; made now if there is none.
    func adminKey() throws(Failure) -> (key: Secret, isNew: Bool) {
        let file = "\(path)/admin-key"
        try Self.refuseIfExposed(file)
        if let key = try Self.readKey(file) { return (key, false) }
        var generator = SystemRandomNumberGenerator()
        let key = KeyFormat.makeKey(using: &generator)
        try write(key.reveal(), to: file)
        return (key, true)
    }

    /// What keys made at run time are hashed with; made now if there is none.
    func pepper() throws(Failure) -> (pepper: KeyPepper, isNew: Bool) {
        let file = "\(path)/pepper"
        try Self.refuseIfExposed(file)
        switch ConfigurationLoader.read(file) {
        case .text(let text):
            guard let pepper = KeyPepper(base64: text.trimmed) else { throw .badPepper(path: file) }
            return (pepper, false)
        case .failure(ConfigurationLoader.absent): break
        case .failure(let reason): throw .unusable(path: file, reason: reason)
        }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<KeyPepper.length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try write(Base64.encode(ByteBuffer(bytes: bytes)), to: file)
        guard let pepper = KeyPepper(bytes: bytes) else { throw .badPepper(path: file) }
        return (pepper, true)
    }

    /// The embedded database; opened once, for all that is kept in it.
    func database(isPowerSafe: Bool) throws(Failure) -> SQLiteFile {
        let file = "\(path)/gateway.sqlite"
        // What SQLite makes beside it gets the same mode.
        let descriptor = Foundation.open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: file, reason: Self.systemReason()) }
        close(descriptor)
        do throws(StoreFailure) {
            return try SQLiteFile(path: file, isPowerSafe: isPowerSafe)
        } catch {
            if error.isDamage { throw .damaged(path: file, reason: error.reason) }
            throw .unusable(path: file, reason: error.reason)
        }
    }

    /// What a look at the first bytes of the database of a folder says, which nobody else may open; nil: nothing bad.
    static func databaseFault(in folder: String) -> Failure? {
        let file = "\(absolute(folder))/gateway.sqlite"
        guard let handle = fopen(file, "r") else { return nil }
        defer { fclose(handle) }
        var head = [UInt8](repeating: 0, count: 16)
        let count = fread(&head, 1, head.count, handle)
        guard count > 0, head != Array("SQLite format 3\0".utf8) else { return nil }
        return .damaged(path: file, reason: "it is not a database")
    }

    /// Written beside and moved, so that a crash leaves no half file.
    func write(_ text: String, to file: String) throws(Failure) {
        let draft = "\(file).new"
        unlink(draft)
        let descriptor = Foundation.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: draft, reason: Self.systemReason()) }
        let bytes = Array("\(text)\n".utf8)
        let isWritten = Foundation.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let reason = Self.systemReason()
        close(descriptor)
        guard isWritten, rename(draft, file) == 0 else { throw .unusable(path: file, reason: reason) }
    }

    private static func refuseIfExposed(_ file: String) throws(Failure) {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & 0o077 != 0 else { return }
        throw .exposed(path: file)
    }
}

extension KeyPepper {
    /// nil unless it is 32 bytes in base64.
    init?(base64 text: String) {
        guard let bytes = Base64.decode(text) else { return nil }
        self.init(bytes: Array(bytes.readableBytesView))
    }
}
