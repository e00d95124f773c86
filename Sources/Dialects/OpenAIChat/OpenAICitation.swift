import Wire

/// Web citations: `annotations` of type `url_citation`.
enum OpenAICitation {
    static func read(_ annotations: JSONView?) -> [Part] {
        guard let annotations else { return [] }
        var parts: [Part] = []
        for annotation in annotations.elements where annotation.kind == .object {
            let type = annotation["type"]?.string ?? "annotation"
            let source = Opaque(dialect: .openAIChat, kind: type, json: JSONValue(annotation))
            guard let body = annotation["url_citation"] else {
                parts.append(.opaque(source))
                continue
            }
            parts.append(
                .citation(
                    Citation(
                        url: body["url"]?.string, title: body["title"]?.string, citedText: body["content"]?.string,
                        start: body["start_index"]?.int, end: body["end_index"]?.int, source: source)))
        }
        return parts
    }

    /// nil when there is nothing to link to: OpenAI knows citations of URLs only.
    static func json(_ citation: Citation) -> JSONValue? {
        if let source = citation.source, source.dialect == .openAIChat { return source.json }
        guard let url = citation.url, !url.isEmpty else { return nil }
        var body = JSONObject([("url", .string(url)), ("title", .string(citation.title ?? ""))])
        body["start_index"] = .int(citation.start ?? 0)
        body["end_index"] = .int(citation.end ?? 0)
        body["content"] = citation.citedText.map { .string($0) }
        return ["type": "url_citation", "url_citation": .object(body)]
    }
}
