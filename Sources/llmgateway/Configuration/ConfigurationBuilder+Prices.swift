import Gateway

extension ConfigurationBuilder {
    /// The price list, if there is one. What is wrong with it is wrong with the configuration.
    mutating func priceList() -> PriceList? {
        guard let setting = settled["price_catalog"], let path = setting.text else { return nil }
        switch sources.bytes(of: path) {
        case .failure(let failure):
            note(.priceList(path), "cannot be read: \(failure.reason)")
            return nil
        case .success(let bytes):
            do {
                return try PriceList(reading: bytes)
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
