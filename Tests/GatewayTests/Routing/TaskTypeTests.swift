import Dialects
import Testing

@testable import Gateway

/// What a prompt asks for, by its words.
struct TaskTypeTests {
    static let prompts: [(TaskType, String)] = [
        (.code, "Write a Python function that reverses a string"),
        (.code, "Fix the bug in this loop"),
        (.code, "Refactor this class to use async/await"),
        (.code, "What does this do?\n```\nlet x = 1\n```"),
        (.code, "Why does it crash?\nimport os\ndef main():\n    return os.environ['X']\nclass A: pass"),
        (.code, "Write an SQL query for all orders of last week"),
        (.code, "Translate this Python code to Rust"),
        (.code, "Write a function that translates text into German"),
        (.code, "Create unit tests for the parser"),
        (.code, "Schreibe eine Funktion, die Primzahlen findet"),
        (.summarise, "Summarise the following article in three sentences: …"),
        (.summarise, "Please summarize this meeting"),
        (.summarise, "TL;DR of this thread please"),
        (.summarise, "Sum up the main arguments"),
        (.summarise, "What are the key points of the text below?"),
        (.summarise, "Fasse den folgenden Text zusammen"),
        (.summarise, "请总结这篇文章"),
        (.translate, "Translate into French: good morning"),
        (.translate, "Übersetze den Satz ins Englische"),
        (.translate, "What is a good translation of 'Feierabend'?"),
        (.translate, "Traduis cette phrase en anglais"),
        (.translate, "把这句话翻译成英文"),
        (.chat, "Hello, how are you?"),
        (.chat, "What is the capital of France?"),
        (.chat, "Write a poem about autumn"),
        (.chat, "What is the dress code for a summer wedding?"),
        (.chat, "Can you send me a swift reply?"),
        (.chat, "Write a letter to my landlord"),
        (.chat, "Erkläre mir die Relativitätstheorie"),
        (.chat, ""),
    ]

    @Test(arguments: prompts)
    func `a prompt's words tell its task`(_ prompt: (task: TaskType, text: String)) {
        #expect(TaskType.of(prompt.text) == prompt.task)
    }

    @Test func `an instruction behind a long text is found, and one in its middle is not looked for`() {
        let text = String(repeating: "It was a dark and stormy night. ", count: 300)
        #expect(TaskType.of(text + "\nSummarise this.") == .summarise)
        #expect(TaskType.of(text + "Translate it into French. " + text) == .chat)
    }

    @Test func `the instructions count where the user's turn says nothing`() {
        func request(_ system: String, _ text: String) -> GenerationRequest {
            GenerationRequest(
                model: "m",
                messages: [
                    Message(role: .system, parts: [.text(TextPart(system))]),
                    Message(role: .user, parts: [.text(TextPart(text))]),
                ])
        }
        #expect(TaskType.of(request("Translate whatever the user says into German.", "Good morning")) == .translate)
        #expect(TaskType.of(request("You translate.", "Write a Python script")) == .code)
        #expect(TaskType.of(request("Be brief.", "Good morning")) == .chat)
    }
}
