import Dialects
import Wire

/// Hugging Face's own Inference API, beside its router's OpenAI form: a path per model, a form per task
/// (huggingface.co/docs/inference-providers, tasks "Text Generation" and "Feature Extraction").
extension Endpoint {
    private static let models = "/hf-inference/models/{model}"

    /// A text that goes on from a prompt.
    static let textGeneration = Endpoint(
        operation: .generate, dialect: .openAICompletions, path: models, isBesideVersion: true,
        template: EndpointTemplate(
            path: models,
            form: TemplateForm(
                request: [
                    "inputs": "{/prompt}",
                    "parameters": [
                        "max_new_tokens": "{/max_tokens}", "temperature": "{/temperature}", "top_p": "{/top_p}",
                        "top_k": "{/top_k}", "seed": "{/seed}", "stop": "{/stop}",
                        "frequency_penalty": "{/frequency_penalty}", "return_full_text": false, "details": true,
                    ],
                ],
                streamRequest: ["stream": true], answer: wholeText, stream: streamedText,
                finishReasons: ["eos_token": "stop", "stop_sequence": "stop"])),
        traits: .compatible)

    private static let wholeText: TemplateForm.Places = {
        var places = TemplateForm.Places(text: JSONPointer("/0/generated_text") ?? JSONPointer())
        places.finishReason = JSONPointer("/0/details/finish_reason")
        places.inputTokens = JSONPointer("/0/details/input_length")
        places.outputTokens = JSONPointer("/0/details/generated_tokens")
        places.error = JSONPointer("/error")
        places.isWholeWithoutReason = true
        return places
    }()

    private static let streamedText: TemplateForm.Stream = {
        var places = TemplateForm.Places(text: JSONPointer("/token/text") ?? JSONPointer())
        places.finishReason = JSONPointer("/details/finish_reason")
        places.inputTokens = JSONPointer("/details/input_length")
        places.outputTokens = JSONPointer("/details/generated_tokens")
        places.error = JSONPointer("/error")
        // The end of a text is told as a token of its own.
        places.silent = JSONPointer("/token/special")
        return TemplateForm.Stream(framing: .serverSentEvents, places: places)
    }()

    /// Vectors.
    static let featureExtraction = Endpoint(
        operation: .embed, dialect: .openAIChat, path: models + "/pipeline/feature-extraction", isBesideVersion: true,
        embeddings: .huggingFace)
}
