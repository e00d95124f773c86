import CScan
import Testing

struct TokenScanTests {
    /// Sixteen bytes are looked at together: each byte must be told in each place.
    @Test func `a name ends at the first byte that is not of a token, wherever it stands`() {
        let tokens = Set("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        for length in [0, 1, 15, 16, 17, 33] {
            for place in 0..<max(length, 1) {
                for byte in UInt8.min...UInt8.max {
                    var name = [UInt8](repeating: UInt8(ascii: place % 2 == 0 ? "a" : "7"), count: length)
                    if place < length { name[place] = byte }
                    let end = place < length && !tokens.contains(byte) ? place : length
                    guard cscan_end_of_token(name, 0, length) != end else { continue }
                    Issue.record("byte \(byte) at \(place) of \(length)")
                }
            }
        }
    }
}
