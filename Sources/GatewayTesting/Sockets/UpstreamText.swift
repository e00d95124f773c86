/// Answers of providers as bytes.
package enum UpstreamText {
    /// A whole answer with its length.
    package static func answer(
        _ body: String, status: Int = 200, type: String = "application/json", fields: String = ""
    ) -> String {
        "HTTP/1.1 \(status) Status\r\ncontent-type: \(type)\r\n\(fields)content-length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// A chat completion of OpenAI's form.
    package static let completion =
        #"{"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"#
        + #""role":"assistant","content":"hello"},"finish_reason":"stop"}],"#
        + #""usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}"#

    /// An error of OpenAI's form, with a member nobody knows.
    package static func error(_ message: String) -> String {
        #"{"error":{"message":"\#(message)","type":"t","param":"p","code":"c","extra":{"kept":true}}}"#
    }

    /// The head that opens a WebSocket.
    package static func socketOpened(accept: String, fields: String = "") -> String {
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\(fields)"
            + "sec-websocket-accept: \(accept)\r\n\r\n"
    }

    /// The head of a stream in chunks.
    package static let streamHead =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"

    /// One chunk.
    package static func chunk(_ text: String) -> String { "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n" }

    /// The empty chunk that ends a body.
    package static let end = "0\r\n\r\n"

    /// A content chunk of a streamed completion, as an event.
    package static func event(_ content: String, finish: String? = nil) -> String {
        let delta =
            #"{"index":0,"delta":{"content":"\#(content)"},"finish_reason":\#(finish.map { "\"\($0)\"" } ?? "null")}"#
        return #"data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[\#(delta)]}"#
            + "\n\n"
    }

    /// The last event of a stream.
    package static let done = "data: [DONE]\n\n"

    /// The events of a whole short stream.
    package static let events = event("hel") + event("lo", finish: "stop") + done

    /// A whole short stream.
    package static let stream = streamHead + chunk(event("hel")) + chunk(event("lo", finish: "stop") + done) + end
}
