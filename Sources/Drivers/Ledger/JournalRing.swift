import Gateway
import Glibc

/// A file of fixed size, mapped into memory and written round and round: what is copied into it belongs to the kernel,
/// so it outlives the process from that moment on, and costs no system call.
///
/// What an entry looks like stands in `JournalChunk`. Confined to the lock of whoever has it.
struct JournalRing: ~Copyable {
    /// Of the entries' part; the file has a page more.
    let capacity: Int
    /// Whether it was made now: there was no file, or what there was is no journal of this size.
    let isNew: Bool
    private let file: CInt
    private let memory: UnsafeMutableRawPointer
    /// Of the entries that are written now: what another file of the same size held, or an earlier process wrote and a
    /// power cut left in pieces, means nothing here.
    private(set) var generation: UInt64
    /// Bytes written since the file was made.
    private(set) var end: UInt64
    /// Up to here the entries are kept elsewhere too, and their room is free.
    private(set) var start: UInt64

    private static let page = 4_096
    private static let mark: UInt64 = 0x4C4C_4D47_574A_3032

    /// Opens the file, or makes it with all its room: a full disk is found out now, not by a signal later.
    ///
    /// - Parameter generation: for a new file.
    init(path: String, capacity: Int, generation: UInt64) throws(StoreFailure) {
        self.capacity = capacity
        let size = capacity + Self.page
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure(path) }
        let reserved = posix_fallocate(file, 0, off_t(size))
        guard reserved == 0 else {
            close(file)
            throw StoreFailure(reason: "\(path): \(String(cString: strerror(reserved)))")
        }
        let mapped = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        guard let mapped, mapped != MAP_FAILED else {
            let failure = Self.failure(path)
            close(file)
            throw failure
        }
        memory = mapped
        let isOld =
            mapped.load(as: UInt64.self) == Self.mark
            && mapped.load(fromByteOffset: 8, as: UInt64.self) == UInt64(capacity)
        isNew = !isOld
        if isNew {
            mapped.storeBytes(of: UInt64(capacity), toByteOffset: 8, as: UInt64.self)
            mapped.storeBytes(of: generation, toByteOffset: 16, as: UInt64.self)
            mapped.storeBytes(of: 0, toByteOffset: 24, as: UInt64.self)
            mapped.storeBytes(of: Self.mark, as: UInt64.self)
        }
        self.generation = mapped.load(fromByteOffset: 16, as: UInt64.self)
        start = mapped.load(fromByteOffset: 24, as: UInt64.self)
        end = start
    }

    deinit {
        munmap(memory, capacity + Self.page)
        close(file)
    }

    private static func failure(_ path: String) -> StoreFailure {
        StoreFailure(reason: "\(path): \(String(cString: strerror(errno)))")
    }

    /// Bytes that can be written before something must be freed, at the least.
    var room: Int { capacity - Int(end - start) }

    /// What an entry of `size` bytes takes at the most: one that has no place before the end of the file begins anew.
    static func taken(_ size: Int) -> Int { 2 * (JournalChunk.padded(size) + JournalChunk.word) }

    /// Nothing is written where there is no room.
    /// - Parameter fill: writes the entry's bytes, all of them.
    mutating func append(_ size: Int, _ fill: (inout JournalWriter) -> Void) -> Bool {
        let whole = JournalChunk.padded(size) + JournalChunk.word
        var offset = Int(end % UInt64(capacity))
        let left = capacity - offset
        let skipped = whole > left ? left : 0
        guard whole + skipped <= room else { return false }
        if skipped > 0 {
            skip(from: offset)
            offset = 0
        }
        let place = memory + Self.page + offset + JournalChunk.word
        var writer = JournalWriter(UnsafeMutableRawBufferPointer(start: place, count: size))
        fill(&writer)
        // What pads it is sealed too.
        for index in size..<JournalChunk.padded(size) { place.storeBytes(of: 0, toByteOffset: index, as: UInt8.self) }
        let seal = JournalChunk.seal(
            UnsafeRawBufferPointer(start: place, count: JournalChunk.padded(size)), end, generation)
        memory.storeBytes(of: seal, toByteOffset: Self.page + offset + 4, as: UInt32.self)
        memory.storeBytes(of: UInt32(size), toByteOffset: Self.page + offset, as: UInt32.self)
        end += UInt64(whole)
        return true
    }

    /// A copy of at most `most` bytes from `position` on, not beyond the end of the file.
    /// - Parameter limit: not beyond; nil: what entries are there is found out by reading them.
    func copy(from position: UInt64, upTo limit: UInt64?, most: Int) -> JournalChunk {
        let offset = Int(position % UInt64(capacity))
        let ahead = min(capacity - offset, limit.map { Int($0 - position) } ?? capacity)
        let bytes = UnsafeRawBufferPointer(start: memory + Self.page + offset, count: min(ahead, most))
        return JournalChunk(
            bytes: Array(bytes), position: position, left: capacity - offset, generation: generation)
    }

    /// Where to go on writing, found at a start.
    mutating func resume(from start: UInt64, at end: UInt64) {
        self.start = start
        self.end = end
    }

    /// Begins a new generation, once all of the old one is kept elsewhere and freed.
    mutating func renew(_ generation: UInt64) {
        self.generation = generation
        memory.storeBytes(of: generation, toByteOffset: 16, as: UInt64.self)
    }

    /// What stands before `position` is kept elsewhere.
    mutating func free(upTo position: UInt64) {
        start = max(start, position)
        memory.storeBytes(of: start, toByteOffset: 24, as: UInt64.self)
    }

    /// Room there would be if the rest of the file were left out now; nil: that is not worth while. Where a part of the file
    /// has been used and next to nothing is left in it, beginning anew takes no further memory, and what is written next
    /// lies in the cache still.
    var roomAfterTurn: Int? {
        let offset = Int(end % UInt64(capacity))
        guard offset >= capacity / Self.usualPart, Int(end - start) <= capacity / Self.littleLeft else { return nil }
        return room - (capacity - offset)
    }

    /// Leaves out the rest of the file.
    mutating func turn() { skip(from: Int(end % UInt64(capacity))) }

    /// A quarter of the file is used where the database keeps up.
    private static let usualPart = 4
    private static let littleLeft = 64

    private mutating func skip(from offset: Int) {
        memory.storeBytes(of: JournalChunk.skip, toByteOffset: Self.page + offset, as: UInt32.self)
        memory.storeBytes(
            of: JournalChunk.seal(UnsafeRawBufferPointer(start: nil, count: 0), end, generation),
            toByteOffset: Self.page + offset + 4, as: UInt32.self)
        end += UInt64(capacity - offset)
    }

    /// The file, for whoever makes it survive the loss of power.
    var descriptor: CInt { file }
}
