import Foundation
import Gateway

/// The folder for what the gateway keeps, held by a lock that ends with the process.
struct DataFolder: Sendable {
    enum Failure: Error, Equatable {
        /// The reason is the system's.
        case unusable(path: String, reason: String)
        case locked(path: String)
        /// The database is none, or holds what cannot be read.
        case damaged(path: String, reason: String)
        case badKey(path: String)
        case badPepper(path: String)
        /// Others than its owner may read it.
        case exposed(path: String)

        var message: String {
            switch self {
            case .unusable(let path, let reason):
                "The data folder cannot be used: \(path): \(reason). Give the gateway a folder it may write, with "
                    + "`data_dir` or LLMGATEWAY__DATA_DIR."
            case .damaged(let path, let reason):
                "\(path) cannot be read: \(reason). Bring it back from a copy. Without one, move it away together with "
                    + "ledger.journal: a new one is made, and keys made at run time, entered credentials, budgets and usage begin "
                    + "anew."
            case .locked(let path):
                "Another llmgateway is using the data folder \(path). Stop it, or give this one a folder of its own "
                    + "with `data_dir` or LLMGATEWAY__DATA_DIR."
            case .badKey(let path):
                "\(path) holds no key. Delete it, and a new key is made at the next start."
            case .badPepper(let path):
                "\(path) holds no pepper: 32 bytes in base64. Bring it back from a copy; if there is none, delete it, and "
                    + "make the keys anew that were made at run time."
            case .exposed(let path):
                "Others may read \(path), which is secret. Close it with: chmod 600 \(path)"
            }
        }
    }

    /// Absolute, so that the banner's command works from any folder.
    let path: String
    /// Open for as long as the process lives: closing it would give the lock away.
    private let lock: CInt

    static func firstKeyFile(in folder: String) -> String { "\(absolute(folder))/first-key" }

    static func open(_ folder: String) throws(Failure) -> DataFolder {
        let path = absolute(folder)
        // What lies in it is nobody else's, whoever makes the file.
        umask(0o077)
        try make(path)
        let file = "\(path)/lock"
        let descriptor = Foundation.open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: file, reason: systemReason()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            let reason = systemReason()
            close(descriptor)
            throw isTaken ? .locked(path: path) : .unusable(path: file, reason: reason)
        }
        return DataFolder(path: path, lock: descriptor)
    }

    /// Whether a process holds the lock of a folder. Never makes a file.
    static func isHeld(_ folder: String) -> Bool {
        let descriptor = Foundation.open("\(absolute(folder))/lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// The key made at the first start; made now if there is none.
    func firstKey() throws(Failure) -> (key: Secret, isNew: Bool) {
        let file = "\(path)/first-key"
        if let key = try Self.readFirstKey(file) { return (key, false) }
        var generator = SystemRandomNumberGenerator()
        let key = KeyFormat.makeKey(using: &generator)
        try write(key.reveal(), to: file)
        return (key, true)
    }

    static func readFirstKey(_ file: String) throws(Failure) -> Secret? { try readKey(file) }

    /// nil when there is no such file.
    static func readKey(_ file: String) throws(Failure) -> Secret? {
        switch ConfigurationLoader.read(file) {
        case .failure(ConfigurationLoader.absent): return nil
        case .failure(let reason): throw .unusable(path: file, reason: reason)
        case .text(let text):
            let key = text.trimmed
            guard key.utf8.count >= 16, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw .badKey(path: file)
            }
            return Secret(key)
        }
    }

    private static func make(_ path: String) throws(Failure) {
        var partial = ""
        // A folder that is there need not be one that others may be made in.
        var refused: Failure?
        for part in path.split(separator: "/") {
            partial += "/\(part)"
            guard mkdir(partial, 0o700) != 0 else { continue }
            let code = errno
            guard code != EEXIST else { continue }
            let failure = Failure.unusable(path: partial, reason: String(cString: strerror(code)))
            guard code == EROFS || code == EACCES else { throw refused ?? failure }
            refused = refused ?? failure
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw refused ?? .unusable(path: path, reason: systemReason()) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .unusable(path: path, reason: "it is no folder") }
    }

    static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        let folder = String(cString: current)
        return relative == "." || relative.isEmpty ? folder : "\(folder)/\(relative)"
    }

    static func systemReason() -> String { String(cString: strerror(errno)) }
}
