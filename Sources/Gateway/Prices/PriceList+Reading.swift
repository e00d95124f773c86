import Crypto
package import NIOCore
import Wire

/// Everything that is wrong with a price list.
package struct PriceListFailure: Error, Equatable {
    /// One of them, and where it stands.
    package struct Problem: Sendable, Equatable {
        /// `prices[3].tiers[0].input_usd`; empty: the file as a whole.
        package var path: String
        package var message: String
    }

    package var problems: [Problem]

    /// How many are told; a wrong file may have one in every row.
    package static let most = 50
}

extension PriceList {
    /// Checked whole: a list with one wrong price is no list. A member that is not known is wrong, since it would be a price
    /// that is not charged.
    package init(reading bytes: ByteBuffer) throws(PriceListFailure) {
        let root: JSONView
        do throws(JSONError) {
            root = try JSONDocument(validating: bytes, maxDepth: 16).root
        } catch {
            throw PriceListFailure(problems: [.init(path: "", message: "it is not valid JSON: \(error)")])
        }
        guard root.kind == .object else {
            throw PriceListFailure(problems: [.init(path: "", message: "it must be an object, found \(root.kind)")])
        }
        guard root["schema"]?.string == Self.schema else {
            let found = root["schema"]?.string.map { "\"\($0)\"" } ?? "none"
            throw PriceListFailure(
                problems: [.init(path: "schema", message: "must be \"\(Self.schema)\", found \(found)")])
        }
        var reader = PriceListReader()
        let list = reader.list(root, sum: Self.sum(of: bytes))
        guard reader.problems.isEmpty else {
            throw PriceListFailure(problems: Array(reader.problems.prefix(PriceListFailure.most)))
        }
        self = list
    }

    /// The SHA-256 of a file in hex.
    package static func sum(of bytes: ByteBuffer) -> String {
        let digits = Array("0123456789abcdef")
        var hash = SHA256()
        bytes.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}

/// Reads the members one by one, and notes what is wrong instead of stopping.
private struct PriceListReader {
    var problems: [PriceListFailure.Problem] = []

    mutating func note(_ path: String, _ message: String) { problems.append(.init(path: path, message: message)) }

    mutating func list(_ root: JSONView, sum: String) -> PriceList {
        check(root, has: ["$schema", "schema", "id", "date", "note", "sources", "prices"], at: "")
        let id = text(root, "id", at: "", isNeeded: true) ?? ""
        if id.utf8.count > 64 || !id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            note("id", "must be at most 64 printable characters without blanks")
        }
        let date = text(root, "date", at: "", isNeeded: true) ?? ""
        if !date.isEmpty, CalendarDay.time(date) == nil { note("date", "must be a day such as 2026-11-21") }
        var sources: [PriceList.Source] = []
        for (index, item) in items(root, "sources", at: "").enumerated() {
            let path = "sources[\(index)]"
            check(item, has: ["name", "url", "date", "sha256", "note"], at: path)
            sources.append(
                PriceList.Source(
                    name: text(item, "name", at: path, isNeeded: true) ?? "", url: text(item, "url", at: path),
                    date: text(item, "date", at: path), sha256: text(item, "sha256", at: path)))
        }
        if root["prices"]?.kind != .array { note("prices", "must be a list of prices") }
        var seen: Set<[String]> = []
        let entries = items(root, "prices", at: "").enumerated().compactMap { index, item in
            entry(item, at: "prices[\(index)]", &seen)
        }
        return PriceList(
            id: id, date: date, note: text(root, "note", at: ""), sources: sources, entries: entries, sum: sum)
    }

    private mutating func entry(_ item: JSONView, at path: String, _ seen: inout Set<[String]>) -> PriceList.Entry? {
        guard item.kind == .object else {
            note(path, "must be an object")
            return nil
        }
        check(
            item, has: Self.rowMembers + ["provider", "model", "aliases", "note", "service_tiers", "later"], at: path)
        guard let provider = text(item, "provider", at: path, isNeeded: true),
            let model = text(item, "model", at: path, isNeeded: true)
        else { return nil }
        var entry = PriceList.Entry(provider: provider, model: model, price: row(item, at: path))
        entry.note = text(item, "note", at: path)
        for (index, alias) in items(item, "aliases", at: path).enumerated() {
            guard let name = alias.string, !name.isEmpty else {
                note("\(path).aliases[\(index)]", "must be text")
                continue
            }
            entry.aliases.append(name)
        }
        for name in [model] + entry.aliases where !seen.insert([provider, name]).inserted {
            note(path, "\(provider)/\(name) has a price already")
        }
        if let tiers = item["service_tiers"] {
            if tiers.kind != .object { note("\(path).service_tiers", "must be an object") }
            for (name, tier) in tiers.kind == .object ? Array(tiers.members) : [] {
                let place = "\(path).service_tiers.\(name)"
                guard ModelFacts.billedApart.contains(name) else {
                    note(place, "is no service tier that answers name: those are flex and priority")
                    continue
                }
                check(tier, has: Self.rowMembers, at: place)
                entry.tierPrices[name] = row(tier, at: place)
            }
        }
        for (index, later) in items(item, "later", at: path).enumerated() {
            let place = "\(path).later[\(index)]"
            check(later, has: Self.rowMembers + ["from"], at: place)
            guard let day = text(later, "from", at: place, isNeeded: true).flatMap(CalendarDay.time) else {
                note("\(place).from", "must be a day such as 2027-01-01")
                continue
            }
            entry.laterPrices.append((day, row(later, at: place)))
        }
        entry.laterPrices.sort { $0.from < $1.from }
        return entry
    }

    private static let rowMembers = (PriceMember.tokens + PriceMember.pieces).map(\.name) + ["images", "tiers"]

    private mutating func row(_ item: JSONView, at path: String) -> PriceRow {
        var draft = PriceDraft()
        let before = problems.count
        read(PriceMember.tokens + PriceMember.pieces, of: item, into: &draft, at: path)
        for (index, picture) in items(item, "images", at: path).enumerated() {
            let place = "\(path).images[\(index)]"
            check(picture, has: ["size", "quality", "usd"], at: place)
            guard let price = price(picture, "usd", at: place, isNeeded: true, { Price(usdPerPiece: $0) }) else {
                continue
            }
            draft.pieces.pictures.append(
                PiecePrices.Picture(
                    size: text(picture, "size", at: place), quality: text(picture, "quality", at: place), price: price))
        }
        for (index, tier) in items(item, "tiers", at: path).enumerated() {
            let place = "\(path).tiers[\(index)]"
            check(tier, has: PriceMember.tokens.map(\.name) + ["above_input"], at: place)
            guard let above = tier["above_input"]?.int, above > 0, !draft.tiers.contains(where: { $0.0 == above })
            else {
                note("\(place).above_input", "must be a whole number of tokens that no other tier has")
                continue
            }
            var own = draft
            read(PriceMember.tokens, of: tier, into: &own, at: place)
            draft.tiers.append((above, own.classes))
        }
        let row = draft.row(isConfigured: false)
        if problems.count == before, row.isEmpty { note(path, PriceRow.emptyMessage) }
        return row
    }

    private mutating func read(
        _ members: [PriceMember], of item: JSONView, into draft: inout PriceDraft, at path: String
    ) {
        for member in members {
            guard let price = price(item, member.name, at: path, member.price) else { continue }
            member.set(price, in: &draft)
        }
    }

    private mutating func price(
        _ item: JSONView, _ name: String, at path: String, isNeeded: Bool = false, _ read: (String) -> Price?
    ) -> Price? {
        guard let said = item[named: name] else {
            if isNeeded { note(join(path, name), "is missing") }
            return nil
        }
        guard let text = said.string else {
            note(join(path, name), "must be a decimal written as text, such as \"2.50\"")
            return nil
        }
        guard let price = read(text) else {
            note(join(path, name), "is no amount of USD with at most twelve decimals: \"\(text)\"")
            return nil
        }
        return price
    }

    private mutating func text(_ item: JSONView, _ name: String, at path: String, isNeeded: Bool = false) -> String? {
        guard let said = item[named: name] else {
            if isNeeded { note(join(path, name), "is missing") }
            return nil
        }
        guard let text = said.string, !text.isEmpty else {
            note(join(path, name), "must be text")
            return nil
        }
        return text
    }

    private mutating func items(_ item: JSONView, _ name: String, at path: String) -> [JSONView] {
        guard let said = item[named: name] else { return [] }
        guard said.kind == .array else {
            note(join(path, name), "must be a list")
            return []
        }
        return Array(said.elements)
    }

    private mutating func check(_ item: JSONView, has names: [String], at path: String) {
        guard item.kind == .object else { return note(path, "must be an object") }
        var seen: Set<String> = []
        for (name, _) in item.members {
            if !names.contains(name) {
                let near = NearestNames.of(name, among: names, count: 1).first
                note(
                    join(path, name), "is no member of a price list" + (near.map { ": did you mean \"\($0)\"?" } ?? ""))
            } else if !seen.insert(name).inserted {
                note(join(path, name), "is given twice")
            }
        }
    }

    private func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
