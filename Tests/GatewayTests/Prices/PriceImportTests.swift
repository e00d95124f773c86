import Dialects
import GatewayTesting
import NIOCore
import Testing
import Wire

@testable import Gateway

/// Prices of other lists: every class to the digit, and nothing lost without a word.
struct PriceImportTests {
    private static let litellm = Recordings.json(of: "prices/litellm.model_prices_and_context_window.json")
    private static let genai = Recordings.json(of: "prices/genai-prices.v2.json")

    private func importing(_ form: PriceImport.Form, _ text: String) throws -> PriceImport {
        try PriceImport(form, try JSONDocument(validating: text).root, today: "2026-11-21")
    }

    private func json(_ form: PriceImport.Form, _ text: String) throws -> [String] {
        try importing(form, text).entries.map(\.json.text)
    }

    @Test func `LiteLLM's prices per token are ours per million`() throws {
        let text = #"""
            {"sample_spec":{"litellm_provider":"x","input_cost_per_token":1},
             "groq/m":{"litellm_provider":"groq","mode":"chat","input_cost_per_token":1.5e-07,"output_cost_per_token":4.0000000000000003e-07,
              "cache_creation_input_token_cost_above_1hr":6e-06,"output_cost_per_reasoning_token":5e-07,
              "input_cost_per_token_above_200k_tokens":3e-07,"input_cost_per_token_flex":1e-07,"output_cost_per_token_flex":2e-07,
              "input_cost_per_token_above_200k_tokens_flex":2e-07,
              "input_cost_per_token_batches":7e-08,"cache_read_input_token_cost":0.0,"input_cost_per_token_cache_hit":2e-08,"input_cost_per_second":0.0001},
             "free":{"litellm_provider":"groq","mode":"chat","input_cost_per_token":0,"output_cost_per_token":0.0},
             "whisper":{"litellm_provider":"openai","mode":"audio_transcription","input_cost_per_second":0.0001,"output_cost_per_second":0.0001},
             "speech/x":{"litellm_provider":"openai","mode":"audio_speech","input_cost_per_character":1.5e-05},
             "art":{"litellm_provider":"xai","mode":"image_generation","output_cost_per_image":0.07},
             "1024-x-1024/art":{"litellm_provider":"xai","mode":"image_generation","output_cost_per_image":0.07}}
            """#
        #expect(
            try json(.litellm, text) == [
                #"{"provider":"groq","model":"m","input_usd":"0.15","output_usd":"0.4","cache_read_usd":"0.02","cache_write_1h_usd":"6","reasoning_usd":"0.5","#
                    + #""tiers":[{"above_input":200000,"input_usd":"0.3"}],"#
                    + #""service_tiers":{"flex":{"input_usd":"0.1","output_usd":"0.2","tiers":[{"above_input":200000,"input_usd":"0.2"}]}}}"#,
                #"{"provider":"openai","model":"speech/x","character_usd":"15"}"#,
                #"{"provider":"openai","model":"whisper","second_usd":"0.0001"}"#,
                #"{"provider":"xai","model":"art","image_usd":"0.07"}"#,
            ])
        let left = try importing(.litellm, text).leftovers
        #expect(
            left.map { "\($0.count) \($0.what): \($0.examples.joined(separator: ","))" } == [
                "1 `input_cost_per_second` beside prices of tokens: groq/m", "1 `input_cost_per_token_batches`: groq/m",
                "1 decimals of a price that are too small to be counted: groq/m",
                "1 models whose prices are all zero, or of no class there is: free",
                "1 rows by the size of a picture: 1024-x-1024/art",
            ])
    }

    /// The price of a token is our price of a million; what was a lawful price of one made a list that its own reader
    /// refused.
    @Test func `prices above a billion are left out and named`() throws {
        let litellm = #"""
            {"m":{"litellm_provider":"groq","mode":"chat","input_cost_per_token":41000000000.0000003,"output_cost_per_token":1000,
              "tiered_pricing":[{"range":[10,20],"input_cost_per_token":1000.0000000000001}]}}
            """#
        #expect(
            try json(.litellm, litellm) == [
                #"{"provider":"groq","model":"m","output_usd":"1000000000"}"#
            ])
        let left = try importing(.litellm, litellm).leftovers.map { "\($0.count) \($0.what)" }
        #expect(left == ["2 a price above a billion USD"])
        let genai = #"""
            [{"id":"groq","models":[{"id":"m","prices":{"input_mtok":1000000000.1,"output_mtok":1e9,"requests_kcount":1e10}}]}]
            """#
        #expect(try json(.genaiPrices, genai) == [#"{"provider":"groq","model":"m","output_usd":"1000000000"}"#])
    }

    /// A tier from no token, or from fewer than none, once made a list that its own reader refused.
    @Test func `tiers that begin nowhere are left out and named`() throws {
        let text = #"""
            {"m":{"litellm_provider":"groq","mode":"chat","input_cost_per_token":1e-06,
              "input_cost_per_token_above_-200k_tokens":3e-07,"input_cost_per_token_above_0k_tokens":3e-07,
              "input_cost_per_token_above_9223372036854775807k_tokens":3e-07},
             "n":{"litellm_provider":"groq","mode":"chat","tiered_pricing":[
               {"range":[0,1000],"input_cost_per_token":1e-06},{"range":[-5,2000],"input_cost_per_token":2e-06}]}}
            """#
        #expect(
            try json(.litellm, text) == [
                #"{"provider":"groq","model":"m","input_usd":"1"}"#,
                #"{"provider":"groq","model":"n","input_usd":"1"}"#,
            ])
        #expect(
            try importing(.litellm, text).leftovers.map(\.what) == [
                "`input_cost_per_token_above_-200k_tokens`", "`input_cost_per_token_above_0k_tokens`",
                "`input_cost_per_token_above_9223372036854775807k_tokens`",
                "`tiered_pricing` that is not by the size of the input",
            ])
    }

    @Test func `the prices of genai-prices have their tiers, their days and their other names`() throws {
        let text = #"""
            [{"id":"google","models":[{"id":"g","match":{"or":[{"equals":"g"},{"equals":"g-1"},{"starts_with":"g-"}]},
              "prices":[{"prices":{"input_mtok":{"base":1.25,"tiers":[{"start":200000,"price":2.5}]},"output_mtok":10,"requests_kcount":35}},
               {"constraint":{"start_date":"2027-01-01"},"prices":{"input_mtok":1,"output_mtok":8}},
               {"constraint":{"start_time":"00:30:00Z","end_time":"08:30:00Z"},"prices":{"input_mtok":0.5}}]}]},
             {"id":"mistral","models":[{"id":"v","match":{"equals":"v"},"prices":{"input_audio_hours":0.36,"input_mchars":16,"output_video_mtok":3}},
               {"id":"z","match":{"equals":"z"},"prices":{"input_mtok":0}}]}]
            """#
        let google =
            #""model":"g","aliases":["g-1"],"input_usd":"1.25","output_usd":"10","request_usd":"0.035","#
            + #""tiers":[{"above_input":200000,"input_usd":"2.5"}],"later":[{"from":"2027-01-01","input_usd":"1","output_usd":"8"}]}"#
        #expect(
            try json(.genaiPrices, text) == [
                #"{"provider":"gemini","# + google,
                #"{"provider":"mistral","model":"v","second_usd":"0.0001","character_usd":"16"}"#,
                #"{"provider":"vertex","# + google,
            ])
        #expect(
            Set(try importing(.genaiPrices, text).leftovers.map(\.what)) == [
                "`output_video_mtok`", "models whose prices are all zero, or of no class there is",
                "prices by the hour of the day",
                "rules for names by their beginning, their end or a part; exact names are kept",
            ])
    }

    @Test(arguments: PriceImport.Form.allCases)
    func `what is no such list is refused`(_ form: PriceImport.Form) {
        #expect(throws: PriceListFailure.self) { try importing(form, "{}") }
        #expect(throws: PriceListFailure.self) { try importing(form, "[1]") }
    }

    @Test(arguments: PriceImport.Form.allCases)
    func `the whole list becomes one of ours`(_ form: PriceImport.Form) throws {
        guard let root = form == .litellm ? Self.litellm : Self.genai else { return }
        let imported = try PriceImport(form, root, today: "2026-11-21")
        let list = imported.list(form, id: "x", date: "2026-11-21", url: nil, sum: "00")
        #expect(imported.entries.count > 1_000)
        let again = try PriceList(reading: ByteBuffer(string: list.text))
        #expect(again.entries.count == list.entries.count)
        #expect(again.text == list.text)
        #expect(imported.leftovers.allSatisfy { $0.count > 0 && !$0.examples.isEmpty })
    }

    /// Beside the built-in catalogue, which a script of another language made from the same file.
    @Test func `imported prices are those the catalogue took from the same list`() throws {
        guard let root = Self.litellm else { return }
        let imported = try PriceImport(.litellm, root, today: CatalogText.date)
        let book = PriceBook(list: imported.list(.litellm, id: "x", date: CatalogText.date, url: nil, sum: ""))
        var (equal, different): (Int, [String]) = (0, [])
        let time = CalendarDay.time(CatalogText.date) ?? 0
        for kind in ["openai", "anthropic", "mistral", "groq", "xai", "deepseek"] {
            for facts in ModelCatalog.standard.models(of: kind) {
                guard let known = facts.price(at: time),
                    let own = book.row(id: kind, kind: kind, model: facts.id, at: time)
                else { continue }
                let isSame =
                    known.classes.input == own.classes.input
                    && (known.classes.output ?? Price(attoUSD: 0)) == (own.classes.output ?? Price(attoUSD: 0))
                    && known.pieces.second == own.pieces.second && known.pieces.character == own.pieces.character
                if isSame { equal += 1 } else { different.append("\(kind)/\(facts.id)") }
            }
        }
        #expect(equal > 250)
        #expect(different.count < 12, "\(different)")
    }
}
