import Testing
import Wire

@testable import Gateway

/// What a reply's lines take is reserved before they are written: one that took more would end the process.
struct ReplyFieldRoomTests {
    @Test(arguments: ReplyField.allCases)
    func `a line of ours with the longest number has room`(_ field: ReplyField) {
        #expect("\(field.name): \(UInt64.max)".utf8.count <= FieldRun.lineRoom)
    }

    @Test func `lines of limits have room whatever the limits are`() {
        let most = RateAllowance(limit: .max, remaining: .max, reset: .max - 999_999)
        let standing = RateStanding(requests: most, tokens: most)
        var fields = HeaderFields()
        fields.append(6, atMost: 6 * FieldRun.lineRoom) { standing.put(into: &$0) }
        #expect(fields.count == 6)
        #expect(fields.first("x-ratelimit-remaining-requests") == "\(Int.max)")
    }
}
