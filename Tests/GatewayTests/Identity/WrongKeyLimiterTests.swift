import Gateway
import NIOCore
import Testing

/// Whom wrong keys are counted against, and what is forgotten when there are too many.
struct WrongKeyLimiterTests {
    private func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(seconds) }

    private func guess(
        _ times: Int, _ addresses: [String], _ limiter: WrongKeyLimiter, at now: NIODeadline
    ) {
        for number in 0..<times { limiter.noteWrongKey(addresses[number % addresses.count], now: now) }
    }

    @Test(arguments: [
        (["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:DB8:1:2:ffff:0:0:9"], "2001:db8:1:2:a::", "2001:db8:1:3::1"),
        (["::ffff:192.0.2.1", "192.0.2.1"], "::ffff:c000:201", "192.0.2.2"),
        (["fe80::1%eth0", "fe80::2%eth1"], "fe80::3", "fe81::1"),
        (["::1"], "0:0:0:0:0:0:0:1", "127.0.0.1"),
        ([""], "", "unix"),
    ])
    func `a home with a whole network of IPv6 was counted address by address`(
        _ sent: [String], _ same: String, _ other: String
    ) {
        let limiter = WrongKeyLimiter()
        guess(19, sent, limiter, at: at(1))
        #expect(limiter.wait(same, now: at(1)) == nil)
        guess(1, sent, limiter, at: at(1))
        for address in sent + [same] { #expect(limiter.wait(address, now: at(2)) == 59, "\(address)") }
        #expect(limiter.wait(other, now: at(2)) == nil)
        #expect(limiter.wait(same, now: at(61)) == nil)
    }

    @Test func `a full table was emptied, and whoever was held up could guess on`() {
        let limiter = WrongKeyLimiter(capacity: 100)
        guess(20, ["192.0.2.1"], limiter, at: at(0))
        // From as many addresses as one likes.
        for number in 0..<10_000 {
            limiter.noteWrongKey("2001:db8:\(String(number, radix: 16))::1", now: at(1))
            #expect(limiter.wait("192.0.2.1", now: at(1)) == 59)
        }
    }

    @Test func `addresses whose minute is over make room for others`() {
        let limiter = WrongKeyLimiter(capacity: 10)
        let first = (0..<10).map { "10.0.0.\($0)" }
        guess(200, first, limiter, at: at(0))
        let second = (0..<10).map { "10.0.1.\($0)" }
        guess(200, second, limiter, at: at(60))
        for address in second { #expect(limiter.wait(address, now: at(61)) == 59) }
        // Where all are held up the oldest of them goes, and no more than one for each that comes.
        guess(20, ["10.0.2.0"], limiter, at: at(62))
        #expect(limiter.wait("10.0.2.0", now: at(62)) == 60)
        #expect(second.count { limiter.wait($0, now: at(62)) == nil } == 1)
    }

    @Test func `one wrong key now and then is never held up`() {
        let limiter = WrongKeyLimiter(capacity: 3)
        for minute in 0..<100 {
            guess(19, ["192.0.2.1"], limiter, at: at(Int64(minute) * 60))
            #expect(limiter.wait("192.0.2.1", now: at(Int64(minute) * 60)) == nil)
        }
    }
}
