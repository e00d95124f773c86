import Gateway
import Testing

struct ShareTests {
    @Test(arguments: [
        ("5%", 5_000, "5%"), ("0.5%", 500, "0.5%"), ("12.125%", 12_125, "12.125%"), ("100%", 100_000, "100%"),
        ("0%", 0, "0%"), ("007.10%", 7_100, "7.1%"), ("0.001%", 1, "0.001%"),
    ])
    func `a share is read exactly and told as it was`(_ text: String, _ parts: Int, _ told: String) {
        #expect(Share(percent: text)?.parts == parts)
        #expect(Share(percent: text)?.text == told)
    }

    @Test(arguments: ["", "%", "5", "5 %", "-1%", "+1%", "101%", "100.001%", "1.2345%", ".5%", "5.%", "1e1%", "٥%"])
    func `what is none is not read as one`(_ text: String) {
        #expect(Share(percent: text) == nil)
    }
}
