import Dialects
import Wire

/// What a request says of that which is not counted in tokens.
extension GenerationCall {
    /// Characters of the text that is to be spoken; nil: it is no such request.
    var spokenCharacters: Int? {
        guard call.operation == .speak else { return nil }
        return document.root["input"]?.string?.unicodeScalars.count
    }

    /// What a vocabulary can count of it; nil: nothing.
    var promptTexts: PromptTexts? {
        switch call.operation {
        case .generate: (try? call.dialect.codec.decodeRequest(document.root)).map { PromptTexts($0) }
        case .embed where call.dialect == .openAIChat: PromptTexts(vectorsOf: document.root)
        default: nil
        }
    }

    /// A plain field of a request that is a form; nil: it is none, or has no such field before its file.
    func formText(_ name: String) -> String? {
        call.record.opening?.text(name, in: call.record.body) ?? call.record.form?.text(name)
    }

    /// How pictures were asked for. To be read before the body is let go of.
    var picture: (size: String?, quality: String?) {
        switch call.operation {
        case .drawImages: (document.root["size"]?.string, document.root["quality"]?.string)
        case .editImage, .varyImage: (formText("size"), formText("quality"))
        default: (nil, nil)
        }
    }
}
