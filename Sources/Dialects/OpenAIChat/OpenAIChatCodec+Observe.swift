package import Wire

extension OpenAIChatCodec {
    package func makeStreamObserver() -> any StreamObserver { OpenAIChatObserver() }

    package func readUsage(_ json: JSONView) -> (usage: Usage?, finish: FinishReason?, serviceTier: String?) {
        let reason = json["choices"]?[0]?["finish_reason"]?.string
        let finish = reason.flatMap { $0.isEmpty ? nil : OpenAIFinish.read($0, hasCalls: false) }
        return (OpenAIUsage.count(json["usage"]), finish, json["service_tier"]?.string)
    }
}
