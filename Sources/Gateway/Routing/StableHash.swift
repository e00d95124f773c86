/// A hash that is the same in every process and on every machine, so that gateways agree without asking each other.
/// FNV-1a over the bytes, its bits mixed at the end; not for secrets, nor against whoever wants two to be equal.
struct StableHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// Ends a part, so that `ab`, `c` is another than `a`, `bc`.
    mutating func endPart() { add(CollectionOfOne(0xFF)) }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 33
    }
}
