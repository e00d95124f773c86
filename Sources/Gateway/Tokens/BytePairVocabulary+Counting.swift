import NIOCore

extension BytePairVocabulary {
    /// Tokens of a text. What looks like a special token is text like any other.
    package func count(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { count($0) }
    }

    /// Tokens of a text in UTF-8.
    package func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let text = UTF8Classes(bytes: bytes)
        var (sum, start) = (0, 0)
        while start < bytes.count {
            let end = max(encoding.end(ofPieceAt: start, in: text), start + 1)
            sum += count(ofPiece: UnsafeBufferPointer(rebasing: bytes[start..<end]))
            start = end
        }
        return sum
    }

    /// Where each piece of a text ends that is looked up by itself.
    package func pieces(_ text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            let classes = UTF8Classes(bytes: bytes)
            var (pieces, start): ([String], Int) = ([], 0)
            while start < bytes.count {
                let end = max(encoding.end(ofPieceAt: start, in: classes), start + 1)
                pieces.append(String(decoding: bytes[start..<end], as: UTF8.self))
                start = end
            }
            return pieces
        }
    }

    private func count(ofPiece bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if bytes.count == 1 || rank(bytes) != nil { return 1 }
        return bytes.count <= Self.fewBytes ? countFew(bytes) : BytePairMerge(bytes, in: self).count
    }

    /// Up to how many bytes pairs are looked through one by one.
    private static let fewBytes = 64

    /// Merges the pair of the lowest rank until no pair is a token. Quadratic, and fastest for the lengths of words.
    private func countFew(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        withUnsafeTemporaryAllocation(of: (start: Int, rank: UInt32).self, capacity: bytes.count + 1) { parts in
            var count = bytes.count
            for place in 0...count { parts.initializeElement(at: place, to: (place, .max)) }
            func pairRank(_ place: Int) -> UInt32 {
                guard place + 2 <= count else { return .max }
                return rank(UnsafeBufferPointer(rebasing: bytes[parts[place].start..<parts[place + 2].start])) ?? .max
            }
            for place in 0..<count { parts[place].rank = pairRank(place) }
            while true {
                var (least, best): (UInt32, Int) = (.max, 0)
                for place in 0..<count where parts[place].rank < least { (least, best) = (parts[place].rank, place) }
                guard least != .max else { return count }
                for place in best + 1..<count { parts[place] = parts[place + 1] }
                count -= 1
                parts[best].rank = pairRank(best)
                if best > 0 { parts[best - 1].rank = pairRank(best - 1) }
            }
        }
    }
}

/// The same for long pieces: pairs wait in a heap by their rank, and then by their place, so that a million equal letters
/// take no more than a million steps of a few.
private struct BytePairMerge {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let vocabulary: BytePairVocabulary
    /// Where the part behind, and the one before, begins; by where a part begins.
    private var next: [Int32]
    private var previous: [Int32]
    /// Of a part and the one behind it; `max`: together they are no token, or the part is gone.
    private var ranks: [UInt32]
    /// Rank in the upper half, place in the lower.
    private var heap: [UInt64] = []
    private(set) var count: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, in vocabulary: BytePairVocabulary) {
        self.bytes = bytes
        self.vocabulary = vocabulary
        count = bytes.count
        next = (0..<bytes.count).map { Int32($0 + 1) }
        previous = (0..<bytes.count).map { Int32($0 - 1) }
        ranks = Array(repeating: .max, count: bytes.count)
        heap.reserveCapacity(bytes.count)
        for place in 0..<bytes.count { offer(place) }
        while let least = pop() {
            let (rank, place) = (UInt32(least >> 32), Int(least & 0xFFFF_FFFF))
            // What has changed since has been offered again.
            if ranks[place] == rank { merge(place) }
        }
    }

    private mutating func merge(_ place: Int) {
        let gone = Int(next[place])
        next[place] = next[gone]
        ranks[gone] = .max
        if Int(next[place]) < bytes.count { previous[Int(next[place])] = Int32(place) }
        count -= 1
        offer(place)
        if previous[place] >= 0 { offer(Int(previous[place])) }
    }

    private mutating func offer(_ place: Int) {
        ranks[place] = .max
        let second = Int(next[place])
        guard second < bytes.count else { return }
        let pair = UnsafeBufferPointer(rebasing: bytes[place..<Int(next[second])])
        guard let rank = vocabulary.rank(pair) else { return }
        ranks[place] = rank
        push(UInt64(rank) << 32 | UInt64(place))
    }

    private mutating func push(_ value: UInt64) {
        heap.append(value)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func pop() -> UInt64? {
        guard let least = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return least }
        heap[0] = last
        var parent = 0
        while true {
            let left = parent * 2 + 1
            guard left < heap.count else { return least }
            let right = left + 1
            let child = right < heap.count && heap[right] < heap[left] ? right : left
            guard heap[child] < heap[parent] else { return least }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
