import NIOCore
import Testing

@testable import Drivers

struct UpstreamPiecesTests {
    @Test func `pieces are taken in their order, also while more come`() {
        var pieces = UpstreamPieces()
        var put = 0
        var taken = 0
        for step in 0..<200 {
            for _ in 0..<(step % 4) {
                pieces.append(ByteBuffer(integer: UInt32(put)))
                put += 1
            }
            for _ in 0..<(step % 3) {
                guard var piece = pieces.popFirst() else { break }
                #expect(piece.readInteger(as: UInt32.self) == UInt32(taken))
                taken += 1
            }
            #expect(pieces.size == 4 * (put - taken))
        }
        while pieces.popFirst() != nil { taken += 1 }
        #expect(taken == put && pieces.size == 0)
    }

    /// Of a reader who was always a little behind every piece was kept.
    @Test func `what has been taken is not kept though more waits`() {
        var pieces = UpstreamPieces()
        var first: ByteBuffer? = ByteBuffer(repeating: 1, count: 8)
        pieces.append(ByteBuffer(string: "before"))
        pieces.append(first ?? ByteBuffer())
        for _ in 0..<200 { pieces.append(ByteBuffer(string: "more")) }
        _ = pieces.popFirst()
        _ = pieces.popFirst()
        let before = first?.withUnsafeReadableBytes { $0.baseAddress }
        // Written in place: nobody else holds it.
        first?.setInteger(UInt8(2), at: 0)
        #expect(first?.withUnsafeReadableBytes { $0.baseAddress } == before)
        for _ in 0..<199 { #expect(pieces.popFirst() == ByteBuffer(string: "more")) }
        #expect(pieces.size == 4 && pieces.popOnly() == ByteBuffer(string: "more"))
    }

    @Test func `of several none is the only one`() {
        var pieces = UpstreamPieces()
        #expect(pieces.popOnly() == nil)
        pieces.append(ByteBuffer(string: "a"))
        pieces.append(ByteBuffer(string: "b"))
        #expect(pieces.popOnly() == nil && pieces.size == 2)
        #expect(pieces.popFirst() == ByteBuffer(string: "a"))
        #expect(pieces.popFirst() == ByteBuffer(string: "b"))
        pieces.append(ByteBuffer(string: "c"))
        #expect(pieces.popOnly() == ByteBuffer(string: "c"))
    }
}
