package import Wire

extension OpenAIChatCodec {
    package func makeStreamObserver() -> any StreamObserver { OpenAIChatObserver() }

    package func readUsage(_ json: JSONView) -> (usage: Usage?, finish: FinishReason?) {
        let reason = json["choices"]?[0]?["finish_reason"]?.string
        return (OpenAIUsage.read(json["usage"]), reason.map { OpenAIFinish.read($0, hasCalls: false) })
    }
}
