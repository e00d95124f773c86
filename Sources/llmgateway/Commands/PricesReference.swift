import Gateway
import Wire

/// docs/reference/prices.md, made from the classes of prices.
enum PricesReference {
    static var markdown: String {
        var lines = introduction
        lines += rows(PriceMember.tokens) + ["", "What is not counted in tokens:", "", "| member | USD |", "|---|---|"]
        lines += rows(PriceMember.pieces)
        lines += [
            "| `images` | A list of `{ \"size\", \"quality\", \"usd\" }`: per picture of that size or quality, the closest of them, "
                + "before `image_usd`. |"
        ]
        return (lines + rules).joined(separator: "\n") + "\n"
    }

    private static func rows(_ members: [PriceMember]) -> [String] { members.map { "| `\($0.name)` | \($0.about) |" } }

    private static let introduction = [
        "# Price lists", "", ReferencePage.madeFrom("Sources/Gateway/Prices/PriceMember.swift", .prices), "",
        "A price list is a JSON file that `price_catalog` lays over the built-in [catalogue](catalog.md) and under `prices` of "
            + "the [configuration](configuration.md). [prices.schema.json](prices.schema.json) is its JSON Schema, "
            + "`llmgateway prices check` tells everything that is wrong with one. The [guide](../guides/prices.md) shows how to make "
            + "and keep one.", "",
        "```json", #"{"#, #"  "schema": "\#(PriceList.schema)","#, #"  "id": "2026-11-21","#,
        #"  "date": "2026-11-21","#,
        #"  "sources": [{"name":"litellm","url":"https://…","date":"2026-11-21","sha256":"…"}],"#, #"  "prices": ["#,
        #"    {"provider":"openai","model":"gpt-4o","aliases":["gpt-4o-2024-08-06"],"input_usd":"2.5","output_usd":"10","cache_read_usd":"1.25"},"#,
        #"    {"provider":"my-vllm","model":"llama","input_usd":"0.1","output_usd":"0.4","tiers":[{"above_input":32000,"input_usd":"0.2"}]}"#,
        #"  ]"#, #"}"#, "```", "",
        "| member | meaning |", "|---|---|",
        "| `schema` | The form: `\(PriceList.schema)`. Another one is refused. |",
        "| `id` | What its maker calls this state, up to 64 characters without blanks. With the first eight digits of the file's "
            + "SHA-256 it is the list's version, which stands in the ledger beside each cost (`prices`) and in "
            + "`/v1/gateway/status`. |",
        "| `date` | The day whose prices it holds. |",
        "| `sources` | Where they were taken from: `name`, and `url`, `date`, `sha256`, `note`. |",
        "| `note` | Free text, here and in a row. |", "| `prices` | The rows. |", "",
        "A row:", "", "| member | meaning |", "|---|---|",
        "| `provider` | A provider's `id` in the configuration, or its kind as the catalogue names it (`openai`, `gemini`, "
            + "`groq`, …); the id goes before the kind. |",
        "| `model`, `aliases` | The provider's names for the model. Dated names without a row have that of the name without the "
            + "date, unless the catalogue knows the dated one. |",
        "| `tiers` | Prices of calls with more input than `above_input` tokens, for all of their tokens; what a tier does not name "
            + "costs what the row says. |",
        "| `service_tiers` | Rows for `flex` and `priority`, where the answer says it had that tier. Without one the cost of such "
            + "an answer is unknown. |",
        "| `later` | Rows that hold from a day on: `from`, and prices. |", "",
        "And its prices, each an exact decimal written as text, per million tokens:", "", "| member | USD |",
        "|---|---|",
    ]

    private static let rules = [
        "", "## Rules", "",
        "- Decimals are text, so that nothing between the file and the ledger makes a binary fraction of them: at most twelve "
            + "digits behind the point per million, eighteen per piece. A number is refused.",
        "- A class a row does not name costs what the provider bills it as: plain input, or plain output. (A row of `prices` in "
            + "the configuration is not completed: what it does not name costs nothing.)",
        "- A model without a row has the catalogue's price, and without that none: unknown is not zero. A free model has "
            + "prices of `\"0\"`.",
        "- What an answer has to tell for its cost (seconds, characters, pictures, tokens) and does not is an unknown cost.",
        "- A member that is not known, or is given twice, is refused, and the whole list with it: a price that is mistyped would "
            + "be one that is not charged.",
        "- The list is read again when the file changes, and on SIGHUP. A wrong one is told in the log and in "
            + "`/v1/gateway/status`, and the last good one stays; a call keeps the prices it began with.",
    ]
}

/// docs/reference/prices.schema.json: the form of price lists as JSON Schema 2020-12.
enum PricesSchema {
    static func json() -> String {
        let schema: JSONValue = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "LLM Gateway price list",
            "type": "object", "additionalProperties": false, "required": ["schema", "id", "date", "prices"],
            "properties": [
                "$schema": ["type": "string"], "schema": ["const": .string(PriceList.schema)],
                "id": ["type": "string", "pattern": "^[!-~]{1,64}$"], "date": ["$ref": "#/$defs/day"],
                "note": ["type": "string"],
                "sources": ["type": "array", "items": source], "prices": ["type": "array", "items": row],
            ],
            "$defs": [
                "day": ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"],
                "usd": ["type": "string", "pattern": "^[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?$"],
                "price": object(priceMembers, required: []),
                "tier": object(
                    [("above_input", ["type": "integer", "minimum": 1])] + members(PriceMember.tokens),
                    required: ["above_input"]),
                "picture": object(
                    [
                        ("size", ["type": "string"]), ("quality", ["type": "string"]),
                        ("usd", ["$ref": "#/$defs/usd"]),
                    ], required: ["usd"]),
            ],
        ]
        return JSONIndent.indented(schema.text)
    }

    private static let source = object(
        ["name", "url", "date", "sha256", "note"].map { ($0, ["type": "string"]) }, required: ["name"])

    private static let row = object(
        [
            ("provider", ["type": "string"]), ("model", ["type": "string"]),
            ("aliases", ["type": "array", "items": ["type": "string"]]), ("note", ["type": "string"]),
        ] + priceMembers + [
            (
                "service_tiers",
                object(["flex", "priority"].map { ($0, ["$ref": "#/$defs/price"]) }, required: [])
            ),
            (
                "later",
                [
                    "type": "array",
                    "items": object([("from", ["$ref": "#/$defs/day"])] + priceMembers, required: ["from"]),
                ]
            ),
        ], required: ["provider", "model"])

    private static let priceMembers: [(String, JSONValue)] =
        members(PriceMember.tokens + PriceMember.pieces) + [
            ("images", ["type": "array", "items": ["$ref": "#/$defs/picture"]]),
            ("tiers", ["type": "array", "items": ["$ref": "#/$defs/tier"]]),
        ]

    private static func members(_ list: [PriceMember]) -> [(String, JSONValue)] {
        list.map { ($0.name, ["$ref": "#/$defs/usd", "description": .string($0.about)]) }
    }

    private static func object(_ members: [(String, JSONValue)], required: [String]) -> JSONValue {
        var json: [(String, JSONValue)] = [
            ("type", "object"), ("additionalProperties", false), ("properties", .object(JSONObject(members))),
        ]
        if !required.isEmpty { json.append(("required", .array(required.map { .string($0) }))) }
        return .object(JSONObject(json))
    }
}
