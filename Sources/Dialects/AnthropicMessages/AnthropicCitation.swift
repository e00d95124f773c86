import Wire

/// Citations of a text block.
///
/// The indices of `char_location`, `page_location` and the like count in the cited source, not in the answer's text,
/// so they stay in `source` and never become `start` and `end`.
enum AnthropicCitation {
    static func decode(_ view: JSONView) -> Citation {
        let type = view["type"]?.string ?? "unknown"
        let title = view["title"]?.string ?? view["document_title"]?.string
        let source = Opaque(dialect: .anthropicMessages, kind: type, json: JSONValue(view))
        // A search result's `source` is the caller's own name for it, mostly its address.
        let url = view["url"]?.string ?? (type == "search_result_location" ? view["source"]?.string : nil)
        return Citation(url: url, title: title, citedText: view["cited_text"]?.string, source: source)
    }

    /// - Parameter inRequest: Anthropic takes a web citation back only with the index it encrypted itself; to a caller
    ///   of ours a citation of another provider is shown with an empty one.
    /// - Returns: nil when the citation cannot be said.
    static func encode(_ citation: Citation, inRequest: Bool) -> JSONValue? {
        if let source = citation.source, source.dialect == .anthropicMessages {
            if inRequest, source.kind == "web_search_result_location",
                source.json["encrypted_index"]?.string?.isEmpty ?? true
            {
                return nil
            }
            return source.json
        }
        guard !inRequest, let url = citation.url else { return nil }
        return .object(
            JSONObject([
                ("type", .string("web_search_result_location")), ("url", .string(url)),
                ("title", citation.title.map(JSONValue.string) ?? .null),
                ("cited_text", .string(citation.citedText ?? "")), ("encrypted_index", .string("")),
            ]))
    }
}
