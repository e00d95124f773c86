package import NIOCore
import Wire

/// The beginning of a form whose file is still on its way: as much of it as says where the call goes.
package struct FormOpening: Sendable {
    /// Where no model is named by then, the form is waited for as a whole.
    private static let most = 256 << 10

    private(set) var scanner: MultipartScanner
    private let needsModel: Bool
    private var fed = 0
    /// It is no form, and will be refused as a whole.
    private var isBroken = false

    /// nil: this call's body is read whole before anything is done.
    package init?(of call: Call) {
        guard call.operation.relaysForm,
            let boundary = call.head.fields.first("content-type").flatMap(MultipartBody.boundary)
        else { return nil }
        scanner = MultipartScanner(boundary: boundary)
        needsModel = call.path.model == nil
    }

    /// Takes what has come by now, and says whether that is enough: the model is named, and a file has begun.
    package mutating func isEnough(_ bytes: ByteBuffer) -> Bool {
        var news = bytes
        news.moveReaderIndex(forwardBy: min(fed, news.readableBytes))
        fed = bytes.readableBytes
        do throws(MultipartBody.Failure) {
            try scanner.feed(news)
        } catch {
            isBroken = true
            return false
        }
        let hasFile = scanner.parts.contains { $0.filename != nil && $0.end == nil }
        return hasFile && (!needsModel || model(in: bytes) != nil)
    }

    /// Whether so much has come without a model that there is no use in looking on.
    package var isHopeless: Bool { isBroken || fed > Self.most }

    private var modelsPart: MultipartScanner.Part? {
        scanner.parts.first { $0.name == "model" && $0.filename == nil && $0.end != nil }
    }

    private func model(in bytes: ByteBuffer) -> String? { text("model", in: bytes) }

    /// The text of a plain field that has come whole.
    func text(_ name: String, in bytes: ByteBuffer) -> String? {
        let part = scanner.parts.first { $0.name == name && $0.filename == nil }
        guard let part, let end = part.end else { return nil }
        return bytes.getString(at: bytes.readerIndex + part.start, length: end - part.start)
    }

    /// The same bytes with another model.
    func replacingModel(in bytes: ByteBuffer, with name: String) -> ByteBuffer {
        guard let part = modelsPart, let end = part.end else { return bytes }
        var changed = ByteBuffer()
        changed.reserveCapacity(bytes.readableBytes + name.utf8.count)
        changed.writeImmutableBuffer(bytes.getSlice(at: bytes.readerIndex, length: part.start) ?? ByteBuffer())
        changed.writeString(name)
        let rest = bytes.getSlice(at: bytes.readerIndex + end, length: bytes.readableBytes - end)
        changed.writeImmutableBuffer(rest ?? ByteBuffer())
        return changed
    }
}

/// The rest of a form, looked at while it passes: what was checked is what is sent.
///
/// Confined to the call's loop, hence unchecked: the task of the call reads it there, and so does what sends it on.
final class CheckedForm: BodySource, @unchecked Sendable {
    private let source: any BodySource
    private var scanner: MultipartScanner
    /// How many parts had begun when the call was checked.
    private let known: Int
    /// Whether the number of answers was among them, and the cost reckoned with it.
    private let hasCount: Bool
    /// Whether a piece has been asked for: no other target can get it.
    private(set) var hasBegun = false
    private var isStopped = false

    init(_ source: any BodySource, behind opening: FormOpening) {
        self.source = source
        scanner = opening.scanner
        known = scanner.parts.count
        hasCount = scanner.parts.contains { $0.name == "n" }
    }

    var remaining: Int? { source.remaining }

    func stop() {
        // A target that was never reached leaves all of it to the next.
        guard hasBegun else { return }
        isStopped = true
        source.stop()
    }

    func next() async throws(GatewayError) -> ByteBuffer? {
        hasBegun = true
        guard let piece = try await source.next() else {
            guard scanner.isOver || isStopped else { throw FormFacts.refusal(.cut) }
            return nil
        }
        do throws(MultipartBody.Failure) { try scanner.feed(piece) } catch { throw FormFacts.refusal(error) }
        let late = scanner.parts[known...].first { part in
            part.name == "model" || part.name == "stream" || hasCount && part.name == "n"
        }
        if let late {
            throw GatewayError(
                .invalidRequest, "\"\(late.name)\" stands behind the file, or is given twice.",
                hint: "Give it once, and before the file: what is checked is what is sent.", param: late.name)
        }
        return piece
    }
}
