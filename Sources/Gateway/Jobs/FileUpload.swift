import NIOCore
import Wire

/// What a form that brings a file asks for.
struct FileUpload {
    let filename: String
    let purpose: String
    let content: ByteBuffer
    /// How long it is to be kept, in seconds; nil: as long as any.
    let age: Int?

    /// Those of OpenAI's API (reference, "Upload file"). The gateway itself has a use for the first.
    private static let purposes = ["batch", "assistants", "fine-tune", "vision", "user_data", "evals"]

    init(_ form: MultipartBody, maxBytes: Int) throws(GatewayError) {
        for name in ["file", "purpose"] where form.count(name) > 1 {
            throw GatewayError(.invalidRequest, "\"\(name)\" is given twice.", hint: "Give it once.", param: name)
        }
        guard let file = form.parts.first(where: { $0.name == "file" }) else {
            throw GatewayError(
                .invalidRequest, "\"file\" is missing.", hint: "Send the file as the part \"file\" of the form.",
                param: "file")
        }
        guard let purpose = form.text("purpose"), Self.purposes.contains(purpose) else {
            throw GatewayError(
                .invalidRequest, "\"purpose\" must be one of \(Self.purposes.joined(separator: ", ")).",
                hint: "Say `purpose=batch` for the input of a batch.", param: "purpose")
        }
        content = form.content(of: file)
        guard content.readableBytes <= maxBytes else {
            throw GatewayError(
                .bodyTooLarge, "The file is larger than \(maxBytes) bytes.",
                hint: "Send a smaller file, or raise `files.max_bytes`.", param: "file")
        }
        guard content.readableBytes > 0 else {
            throw GatewayError(.invalidRequest, "The file is empty.", hint: "Send at least one byte.", param: "file")
        }
        filename = file.filename.flatMap { $0.isEmpty ? nil : $0 } ?? "file"
        self.purpose = purpose
        age = try ExpiresAfter.seconds(
            anchor: form.text("expires_after[anchor]"), seconds: form.text("expires_after[seconds]").map(Int.init),
            param: "expires_after")
    }
}

/// OpenAI's way to say how long something is kept.
enum ExpiresAfter {
    private static let allowed = 3_600...2_592_000

    /// - Parameter seconds: nil: absent; nil within: no number.
    static func seconds(anchor: String?, seconds: Int??, param: String) throws(GatewayError) -> Int? {
        guard anchor != nil || seconds != nil else { return nil }
        guard anchor == "created_at" else {
            throw GatewayError(
                .invalidRequest, "\"\(param).anchor\" must be \"created_at\".", param: "\(param).anchor")
        }
        guard case .some(.some(let seconds)) = seconds, allowed.contains(seconds) else {
            throw GatewayError(
                .invalidRequest,
                "\"\(param).seconds\" must be a number between \(allowed.lowerBound) and \(allowed.upperBound).",
                param: "\(param).seconds")
        }
        return seconds
    }
}
