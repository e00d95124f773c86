package import Dialects

/// The prices of one model at one provider; held by reference, because a row is large and is looked up once an attempt.
package final class PriceRow: Sendable, Equatable {
    /// One set of prices per token class.
    package struct Classes: Sendable, Equatable {
        package var input: Price?
        package var output: Price?
        package var cacheRead: Price?
        /// Audio read from the cache; nil: as other tokens read from it.
        package var cacheReadAudio: Price?
        /// Images read from the cache; nil: as other tokens read from it.
        package var cacheReadImage: Price?
        package var cacheWrite: Price?
        package var cacheWriteOneHour: Price?
        package var inputAudio: Price?
        package var inputImage: Price?
        package var outputAudio: Price?
        package var outputImage: Price?
        /// Output spent on reasoning; nil: as other output, in a configured row too.
        package var reasoning: Price?

        package init() {}
    }

    package let classes: Classes
    /// Prices that hold for the whole call once its input passes a number of tokens, ascending.
    package let tiers: [(aboveInput: Int, classes: Classes)]
    package let request: Price?
    package let webSearch: Price?
    package let pieces: PiecePrices
    /// Whether any token has a price, and whether anything beside tokens, searches and the request has one.
    let billsTokens: Bool
    let billsPieces: Bool
    /// The highest price of a token of either side, in atto-USD. Over all tiers: which one holds is known afterwards.
    let dearest: (input: Int128, output: Int128)
    /// What a class without a price costs: nothing in a configured row, what the provider bills it as (plain input
    /// or output) in a row of the catalogue.
    package let isConfigured: Bool

    package init(
        classes: Classes, tiers: [(aboveInput: Int, classes: Classes)] = [], request: Price? = nil,
        webSearch: Price? = nil, pieces: PiecePrices = .none, isConfigured: Bool
    ) {
        self.classes = classes
        self.tiers = tiers
        self.request = request
        self.webSearch = webSearch
        self.pieces = pieces
        let all = [classes] + tiers.map(\.classes)
        billsTokens = all.contains { $0 != Classes() }
        billsPieces = pieces != .none
        dearest = (all.map(\.dearestInput).max() ?? 0, all.map(\.dearestOutput).max() ?? 0)
        self.isConfigured = isConfigured
    }

    package static func == (left: PriceRow, right: PriceRow) -> Bool {
        left.classes == right.classes && left.request == right.request && left.webSearch == right.webSearch
            && left.isConfigured == right.isConfigured && left.pieces == right.pieces
            && left.tiers.elementsEqual(right.tiers) { $0.aboveInput == $1.aboveInput && $0.classes == $1.classes }
    }

    /// Whether it names no price at all, which is a mistake and no gift.
    package var isEmpty: Bool { request == nil && webSearch == nil && !billsTokens && pieces == .none }

    /// What a message says of an empty one.
    package static let emptyMessage = "names no price: a free model has prices of \"0\""

    /// What a call is made of.
    package enum Side: String, Sendable {
        case input, output

        /// Its price in a row.
        package var member: String { "\(rawValue)_usd" }
    }

    /// The side whose tokens have no price though those of the other have, and neither requests nor pieces have one either.
    package var freeSide: Side? {
        guard request == nil, pieces == .none else { return nil }
        let all = [classes] + tiers.map(\.classes)
        let input = all.contains { $0.input != nil || $0.inputAudio != nil || $0.inputImage != nil }
        let output = all.contains { $0.output != nil || $0.outputAudio != nil || $0.outputImage != nil }
        return input == output ? nil : input ? .output : .input
    }

    /// What every attempt costs, where nothing but the request itself has a price: known without any usage.
    package var fixedCost: Money? {
        guard request != nil, webSearch == nil, !billsTokens, !billsPieces else { return nil }
        return cost(of: Usage(input: 0, output: 0))
    }

    /// The cost of one attempt by what its answer tells; nil where that is not all it is billed by.
    package func settledCost(of usage: Usage?) -> Money? {
        if let fixedCost { return fixedCost }
        guard let usage, isTold(by: usage) else { return nil }
        return cost(of: usage)
    }

    /// The cost of one attempt: summed exactly over its token classes and rounded once, up, to whole nano-USD.
    package func cost(of usage: Usage) -> Money {
        var sum = CostSum()
        sum.addRequest(at: self)
        sum.add(usage, at: self)
        return sum.money
    }

    /// What tokens, searches and pieces of one answer cost, in atto-USD.
    func exactCost(of usage: Usage) -> Int128 {
        let tokens = exactCostOfTokens(usage)
        return usage.pieces.map { Self.sum(tokens, exactCost(of: $0)) } ?? tokens
    }

    private func exactCostOfTokens(_ usage: Usage) -> Int128 {
        guard let tier = tiers.lastIndex(where: { usage.input > $0.aboveInput }) else {
            return exactCost(of: usage, at: classes)
        }
        return exactCost(of: usage, at: tiers[tier].classes)
    }

    private func exactCost(of usage: Usage, at prices: Classes) -> Int128 {
        let plainInput = isConfigured ? nil : prices.input
        let plainOutput = isConfigured ? nil : prices.output
        let read = bounded(usage.cacheRead, usage.input)
        let readAudio = bounded(usage.cacheReadAudio, read)
        let readImage = bounded(usage.cacheReadImage, read - readAudio)
        let write = bounded(usage.cacheWrite, usage.input - read)
        let oneHour = bounded(usage.cacheWriteOneHour, write)
        // The provider's counts of audio and images include what came from the cache.
        let audio = bounded(usage.inputAudio.map { $0 - readAudio }, usage.input - read - write)
        let image = bounded(usage.inputImage.map { $0 - readImage }, usage.input - read - write - audio)
        let spoken = bounded(usage.outputAudio, usage.output)
        let drawn = bounded(usage.outputImage, usage.output - spoken)
        let thought = prices.reasoning == nil ? 0 : bounded(usage.reasoning, usage.output - spoken - drawn)
        let writePrice = prices.cacheWrite ?? plainInput

        var sum: Int128 = 0
        add(max(usage.input, 0) - read - write - audio - image, prices.input, to: &sum)
        add(read - readAudio - readImage, prices.cacheRead ?? plainInput, to: &sum)
        add(readAudio, prices.cacheReadAudio ?? prices.cacheRead ?? plainInput, to: &sum)
        add(readImage, prices.cacheReadImage ?? prices.cacheRead ?? plainInput, to: &sum)
        add(write - oneHour, writePrice, to: &sum)
        add(oneHour, prices.cacheWriteOneHour ?? (isConfigured ? nil : writePrice), to: &sum)
        add(audio, prices.inputAudio ?? plainInput, to: &sum)
        add(image, prices.inputImage ?? plainInput, to: &sum)
        add(max(usage.output, 0) - spoken - drawn - thought, prices.output, to: &sum)
        add(thought, prices.reasoning, to: &sum)
        add(spoken, prices.outputAudio ?? plainOutput, to: &sum)
        add(drawn, prices.outputImage ?? plainOutput, to: &sum)
        add(max(usage.webSearches ?? 0, 0), webSearch, to: &sum)
        return sum
    }

    /// A part never exceeds its whole, whatever the provider says.
    private func bounded(_ part: Int?, _ whole: Int) -> Int { min(max(part ?? 0, 0), max(whole, 0)) }

    private func add(_ count: Int, _ price: Price?, to sum: inout Int128) {
        guard count > 0, let price else { return }
        let (product, overflow) = Int128(count).multipliedReportingOverflow(by: price.attoUSD)
        let (total, carried) = sum.addingReportingOverflow(overflow ? .max / 2 : product)
        sum = carried ? .max / 2 : total
    }
}
