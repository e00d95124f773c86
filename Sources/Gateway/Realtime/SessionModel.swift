import NIOCore
import Wire

/// Holds a session to the model it was opened for: what the key may use, and what the bill says.
struct SessionModel: Sendable {
    /// The name the caller used.
    let called: String
    /// The provider's name.
    let target: Target
    /// Whether the model is that of the transcription.
    let isTranscription: Bool

    /// What becomes of a caller's message.
    enum Verdict {
        case pass
        /// It names the model as the caller calls it, and goes on with the provider's name.
        case replace(ByteBuffer)
        case refuse(GatewayError)
    }

    /// Whichever event it is: where a session, or an answer, is given a model, it must be this one.
    func verdict(on message: ByteBuffer) -> Verdict {
        guard mayNameModel(message) else { return .pass }
        guard let document = try? JSONDocument(validating: message, maxDepth: 512) else {
            return .refuse(
                GatewayError(
                    .invalidJSON, "A message names a model and is not valid JSON.",
                    hint: "Send each event as one JSON object."))
        }
        var edits = JSONEdits()
        for (owner, place) in owners(in: document.root) {
            for (key, value) in owner.memberViews where key.stringEquals("model") && !value.isNull {
                if value.textEquals(target.model) { continue }
                guard value.textEquals(called) else { return .refuse(refusal(value, place)) }
                var name = JSONWriter()
                name.string(target.model)
                edits.replace(value, with: name.buffer)
            }
        }
        return edits.isEmpty ? .pass : .replace(edits.applied(to: document))
    }

    /// Most messages are sound in base64. With an escape a name may be written in more ways than one.
    private func mayNameModel(_ message: ByteBuffer) -> Bool {
        message.withUnsafeReadableBytes { $0.contains(UInt8(ascii: "\\")) }
            || !JSONGlance.hasNone(of: ["model"], in: message)
    }

    /// The objects whose `model` is the session's. A member given twice counts each time: who reads it may take either.
    private func owners(in root: JSONView) -> [(JSONView, String)] {
        let events = root.memberViews.filter { $0.key.stringEquals("session") || $0.key.stringEquals("response") }
        var owners = events.map { ($0.value, $0.key.string ?? "") }
        guard isTranscription else { return owners }
        for (session, place) in owners {
            for old in Self.members("input_audio_transcription", of: [session]) {
                owners.append((old, "\(place).input_audio_transcription"))
            }
            let inputs = Self.members("input", of: Self.members("audio", of: [session]))
            for transcription in Self.members("transcription", of: inputs) {
                owners.append((transcription, "\(place).audio.input.transcription"))
            }
        }
        return owners
    }

    private static func members(_ name: String, of objects: [JSONView]) -> [JSONView] {
        objects.flatMap { $0.memberViews.filter { $0.key.textEquals(name) }.map(\.value) }
    }

    private func refusal(_ named: JSONView, _ place: String) -> GatewayError {
        GatewayError(
            .modelNotAllowed, "The session is one of \"\(called)\"; it cannot become one of another model.",
            hint: "Leave `\(place).model` out, or open another session with `?model=\(named.string ?? "…")`.",
            param: "\(place).model")
    }
}
