// Validating JSON, in bytes per second, beside Foundation's JSONDecoder on the same documents in one run.
// The two take turns, so that a noisy machine disturbs both; the medians are printed.
//
//     LLMGATEWAY_DEV=1 swift run -c release JSONBenchmark [file.json …]

import Foundation
import NIOCore
import Wire

/// What JSONDecoder is asked for: a chat request, as a program that decodes one would declare it.
struct ChatRequest: Decodable {
    struct Message: Decodable {
        var role: String
        var content: String?
    }

    var model: String
    var messages: [Message]
    var stream: Bool?
    var temperature: Double?
}

struct Subject {
    var name: String
    var text: String

    static func chat(_ name: String, messages: Int, sentence: String, repeats: Int) -> Subject {
        var json = JSONWriter()
        json.beginObject()
        json.member("model", "openai/gpt-4o")
        json.key("messages")
        json.beginArray()
        for index in 0..<messages {
            json.beginObject()
            json.member("role", index.isMultiple(of: 2) ? "user" : "assistant")
            json.member("content", String(repeating: sentence, count: repeats))
            json.endObject()
        }
        json.endArray()
        json.member("temperature", 0.7)
        json.member("stream", true)
        json.endObject()
        return Subject(name: name, text: String(buffer: json.buffer))
    }

    static var all: [Subject] {
        let english = "The quick brown fox jumps over the lazy dog, as it always does. "
        let prose = "She said \"no\".\nThen: \"perhaps\", and a list:\n- one\n- two\n"
        return [
            chat("chat 2 kB", messages: 4, sentence: english, repeats: 8),
            chat("chat 16 kB", messages: 10, sentence: english, repeats: 25),
            chat("chat 100 kB", messages: 20, sentence: english, repeats: 80),
            chat("chat 16 kB, escapes", messages: 10, sentence: prose, repeats: 24),
            chat("chat 16 kB, Chinese", messages: 10, sentence: "敏捷的棕色狐狸跳过了懒狗。", repeats: 40),
            chat("chat 16 kB, German", messages: 10, sentence: "Größere Füchse hören schöne Bäume früh. ", repeats: 36),
            chat("chat 20 kB, short turns", messages: 400, sentence: "ok, go on ", repeats: 1),
        ]
    }
}

/// Some of what a relay reads.
let policyNames = JSONNames(["model", "stream", "n", "max_tokens"])

/// This thread's processor time in seconds: what others do on the machine counts less than on a wall clock.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Bytes per second of `rounds` runs of `work`.
func rate(_ bytes: Int, _ rounds: Int, _ work: () throws -> Void) rethrows -> Double {
    let start = processorTime()
    for _ in 0..<rounds { try work() }
    return Double(bytes * rounds) / (processorTime() - start)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func megabytes(_ rate: Double) -> String { String(format: "%8.0f", rate / 1e6) }

func measure(_ subject: Subject) throws {
    let bytes = ByteBuffer(string: subject.text)
    let data = Data(subject.text.utf8)
    let count = bytes.readableBytes
    let model = ByteBuffer(string: "\"gpt-4o\"")
    let rounds = max(1, 4_000_000 / count)
    var ours: [Double] = []
    var relays: [Double] = []
    var theirs: [Double] = []
    let decoder = JSONDecoder()
    let isChat = (try? decoder.decode(ChatRequest.self, from: data)) != nil
    for _ in 0..<15 {
        ours.append(try rate(count, rounds) { _ = try JSONDocument(validating: bytes) })
        relays.append(
            try rate(count, rounds) {
                let document = try JSONDocument(validating: bytes)
                let root = document.root
                var members = JSONMemberCursor(root)
                var read = 0
                while members.next(of: policyNames) != nil { read += 1 }
                guard read > 0 else { return }
                guard root["stream"]?.bool != nil || root["model"] != nil else { return }
                var edits = JSONEdits()
                edits.set("model", to: model, in: root)
                _ = edits.applied(to: document)
            })
        guard isChat else { continue }
        theirs.append(try rate(count, max(1, rounds / 20)) { _ = try decoder.decode(ChatRequest.self, from: data) })
    }
    let ratio = theirs.isEmpty ? "       -" : String(format: "%8.1f", median(ours) / median(theirs))
    let foundation = theirs.isEmpty ? "       -" : megabytes(median(theirs))
    let name = subject.name.padding(toLength: 26, withPad: " ", startingAt: 0)
    print(
        "\(name)\(String(format: "%9d", count))", megabytes(median(ours)), megabytes(median(relays)), foundation, ratio)
}

print("document                      bytes     MB/s relay MB/s Foundat.    ratio")
let files = CommandLine.arguments.dropFirst()
let subjects = try files.map { Subject(name: $0, text: try String(contentsOfFile: $0, encoding: .utf8)) }
for subject in subjects.isEmpty ? Subject.all : subjects { try measure(subject) }
