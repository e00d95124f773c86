import NIOCore
package import Wire

/// Reads a passing stream of OpenAI's chat form without building events: it looks at three members of each chunk.
package struct OpenAIChatObserver: StreamObserver {
    package private(set) var usage: Usage?
    package private(set) var finish: FinishReason?
    package private(set) var serviceTier: String?
    package private(set) var isWhole = false
    package private(set) var hasFailed = false

    package init() {}

    package mutating func observe(_ event: SSEEvent) -> Bool {
        if event.data.readableBytesView.elementsEqual("[DONE]".utf8) {
            isWhole = true
            return false
        }
        guard let root = (try? JSONDocument(validating: event.data, maxDepth: 512))?.root else { return false }
        let choices = root["choices"]
        if let error = root["error"], !error.isNull, choices == nil { hasFailed = true }
        var isEmpty = true
        if let choices {
            for choice in choices.elements {
                isEmpty = false
                readFinish(choice)
            }
        }
        guard let said = OpenAIUsage.count(root["usage"]) else { return false }
        usage = said
        serviceTier = root["service_tier"]?.string
        return isEmpty && choices != nil
    }

    package mutating func end() {}

    private mutating func readFinish(_ choice: JSONView) {
        guard let reason = choice["finish_reason"], let text = reason.string, !text.isEmpty else { return }
        isWhole = true
        finish = finish ?? OpenAIFinish.read(text, hasCalls: false)
    }
}
