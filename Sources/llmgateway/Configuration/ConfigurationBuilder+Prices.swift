import Gateway

extension ConfigurationBuilder {
    mutating func prices(_ providers: [Provider], _ catalog: ModelCatalog) -> [String: PriceRow] {
        var rows: [String: PriceRow] = [:]
        for (index, item) in (settled["prices"]?.items ?? []).enumerated() {
            guard let name = item["model"], let text = name.text else { continue }
            guard rows[text] == nil else {
                note(name.origin, "\"\(text)\" has a price already")
                continue
            }
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                note(name.origin, "a price is for provider/model, found \"\(text)\"")
                continue
            }
            guard !text.contains("*") else {
                note(name.origin, "a price is for one provider/model, and no pattern fits more: found \"\(text)\"")
                continue
            }
            let provider = providers.first { $0.id == parts[0] }
            if provider == nil {
                warnings.append("the price of \"\(text)\" is for a provider that is not there")
            }
            let row = PriceSettings.row(item)
            rows[text] = row
            // A wrong price has had its own message.
            if isWrong("prices[\(index)].") { continue }
            if row.isEmpty {
                note(item.origin, "the price of \"\(text)\" \(PriceRow.emptyMessage)")
            } else if let side = row.freeSide {
                warnOfFreeSide(side, of: text, provider.flatMap { mode(parts[1], of: $0, catalog) })
            }
        }
        return rows
    }

    /// A list's prices need not be the operator's own, so one side without a price is told and no more.
    private mutating func warnOfFreeSides(_ list: PriceList, _ providers: [Provider], _ catalog: ModelCatalog) {
        let free = list.entries.filter { entry in
            guard entry.price?.freeSide != nil else { return false }
            let kind = providers.first { $0.id == entry.provider }?.catalogKind ?? entry.provider
            switch catalog.facts(kind: kind, model: entry.model)?.mode {
            case .chat, .responses, .completion, .realtime: return true
            default: return false
            }
        }
        guard let first = free.first else { return }
        let more = free.count > 1 ? " and \(free.count - 1) more" : ""
        warnings.append(
            "the price list has only one of input_usd and output_usd for \(first.provider)/\(first.model)\(more): the other is "
                + "free, and has \"0\" where that is meant")
    }

    /// What a model is for; nil: not known. The mock does whatever it is asked for.
    private func mode(_ model: String, of provider: Provider, _ catalog: ModelCatalog) -> ModelFacts.Mode? {
        catalog.facts(kind: provider.catalogKind, model: model)?.mode
    }

    /// A side of a call that has no price: of a model that reads and answers it would be free without a word.
    private mutating func warnOfFreeSide(_ side: PriceRow.Side, of name: String, _ mode: ModelFacts.Mode?) {
        switch mode {
        case nil, .chat, .responses, .completion, .realtime:
            warnings.append(
                "the price of \"\(name)\": \"\(side.member)\" is missing, so its \(side.rawValue) is free; \"0\" says that "
                    + "it is meant")
        case .embedding, .rerank, .moderation, .transcription, .speech, .image: break
        }
    }

    /// The price list, if there is one. What is wrong with it is wrong with the configuration.
    mutating func priceList(_ providers: [Provider], _ catalog: ModelCatalog) -> PriceList? {
        guard let setting = settled["price_catalog"], let path = setting.text else { return nil }
        switch sources.bytes(of: path) {
        case .failure(let failure):
            note(.priceList(path), "cannot be read: \(failure.reason)")
            return nil
        case .success(let bytes):
            do {
                let list = try PriceList(reading: bytes)
                warnOfFreeSides(list, providers, catalog)
                return list
            } catch {
                for problem in error.problems {
                    note(
                        .priceList(path), problem.path.isEmpty ? problem.message : "\(problem.path) \(problem.message)")
                }
                return nil
            }
        }
    }

    /// The vocabularies that tokens are counted with, and the models they hold for.
    mutating func vocabularies(_ providers: [Provider]) -> VocabularyTable {
        var rows: [VocabularyTable.Row] = []
        for (index, item) in (settled["tokenizers"]?.items ?? []).enumerated() {
            guard let word = item["encoding"]?.text, let encoding = BytePairEncoding(rawValue: word),
                let file = item["file"], let path = file.text
            else { continue }
            if rows.contains(where: { $0.vocabulary.encoding == encoding }) {
                note(item.origin, "\"tokenizers[\(index)]\": \(word) is there already")
                continue
            }
            switch sources.bytes(of: path) {
            case .failure(let failure):
                note(file.origin, "\"tokenizers[\(index)].file\": \"\(path)\" cannot be read: \(failure.reason)")
            case .success(let bytes):
                do {
                    let vocabulary = try sources.shelf.vocabulary(at: path, encoding, bytes)
                    let models = item["models"]?.items.compactMap(\.text)
                    rows.append(VocabularyTable.Row(vocabulary: vocabulary, models: models ?? []))
                } catch {
                    note(file.origin, "\"tokenizers[\(index)].file\": \"\(path)\" \(error.reason)")
                }
            }
        }
        return VocabularyTable(rows)
    }
}
