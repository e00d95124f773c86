import Dialects
import NIOCore
import Testing
import Wire

@testable import Gateway

/// What a request can use at the most, told at a glance or read.
struct CostDemandTests {
    private func demand(_ content: String, more: String = "", dialect: Dialect = .openAIChat) throws -> CostDemand {
        let gateway = RoutedGateway([])
        let call = gateway.call(
            #"{"model":"a/deaf","max_tokens":5,"messages":[{"role":"user","content":\#(content)}]\#(more)}"#,
            dialect: dialect)
        return try CostDemand(relayed: try GenerationCall(understanding: call))
    }

    @Test func `plain text is a token a byte, in other letters too`() throws {
        #expect(try demand(#""hello""#).input < 200)
        #expect(try demand(#""\u00fc\u4f60""#).input < 300)
    }

    @Test(arguments: [
        #"[{"type":"video_url","video_url":{"url":"https://x.example/v.mp4"}}]"#,
        #"[{"type":"document_url","document_url":"https://x.example/d.pdf"}]"#,
        #"[{"type":"image\u005furl","image\u005furl":{"url":"https://x.example/i.png"}}]"#,
    ])
    func `what stands for more than its bytes is bounded by nothing but the window`(_ content: String) throws {
        #expect(try demand(content).input >= TokenCounting.unbounded)
    }

    @Test func `a tool whose name is written with escapes is seen`() throws {
        let tools = #","t\u006fols":[{"type":"web_search_20250305","name":"web_search"}]"#
        let demand = try demand(#""hi""#, more: tools, dialect: .anthropicMessages)
        #expect(demand.input >= TokenCounting.unbounded && demand.pieces.searches == nil)
    }

    /// On the tape the null of the array stands right behind the value.
    @Test func `a value that a null follows in the array around it is no member without a value`() throws {
        let pdf = #"[{"source":{"type":"url","url":"https://x.example/big.pdf"},"type":"document"},null]"#
        #expect(try demand(pdf, dialect: .anthropicMessages).input >= TokenCounting.unbounded)
        #expect(try demand(#""hi""#, more: #","tools" : null"#).input < 300)
    }

    @Test func `more answers than anybody gives are refused, not multiplied`() throws {
        #expect(throws: GatewayError.self) { try demand(#""hi""#, more: #","n":9223372036854775807"#) }
        #expect(try demand(#""hi""#, more: #","n":3"#).answers == 3)
    }
}
