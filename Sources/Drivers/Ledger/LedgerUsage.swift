import Dialects
import Gateway

/// What the ledger keeps of a usage, in the order of its columns.
enum LedgerUsage {
    static let columns = own + more
    /// Those whose value differs from call to call: a column each.
    static let own = ["input", "output", "cache_read", "cache_write", "cache_write_1h", "reasoning"]
    /// Those that are not said or zero in most calls: members of one JSON object.
    static let more = ["input_audio", "output_audio", "input_image", "output_image", "web_searches"]

    static var count: Int { 11 }

    @inline(__always)
    static func forEach(_ told: ToldUsage, _ take: (Int?) -> Void) {
        take(told.usage.input)
        take(told.usage.output)
        take(told.usage.cacheRead)
        take(told.usage.cacheWrite)
        take(told.usage.cacheWriteOneHour)
        take(told.usage.reasoning)
        take(told.usage.inputAudio)
        take(told.usage.outputAudio)
        take(told.usage.inputImage)
        take(told.usage.outputImage)
        take(told.usage.webSearches)
    }

    /// - Parameter numbers: in the same order. nil without an input.
    static func usage(_ numbers: [Int?]) -> Usage? {
        guard numbers.count == count, let input = numbers[0] else { return nil }
        var usage = Usage(input: input, output: numbers[1] ?? 0)
        usage.cacheRead = numbers[2]
        usage.cacheWrite = numbers[3]
        usage.cacheWriteOneHour = numbers[4]
        usage.reasoning = numbers[5]
        usage.inputAudio = numbers[6]
        usage.outputAudio = numbers[7]
        usage.inputImage = numbers[8]
        usage.outputImage = numbers[9]
        usage.webSearches = numbers[10]
        return usage
    }
}
