extension Signature {
    /// As a dialect's wire has it.
    ///
    /// A caller sends back what it was given, also for reasoning of another dialect's model. So a foreign signature is
    /// written as `<dialect>:<value>`; a dialect's own are base64 and hold no colon.
    func wire(in dialect: Dialect) -> String {
        self.dialect == dialect ? value : "\(self.dialect.rawValue):\(value)"
    }

    /// nil for an empty text: streams begin with an empty signature.
    init?(wire text: String?, in dialect: Dialect) {
        guard let text, !text.isEmpty else { return nil }
        for foreign in Dialect.allCases where foreign != dialect {
            let prefix = foreign.rawValue + ":"
            guard text.hasPrefix(prefix) else { continue }
            self.init(dialect: foreign, value: String(text.dropFirst(prefix.count)))
            return
        }
        self.init(dialect: dialect, value: text)
    }
}
