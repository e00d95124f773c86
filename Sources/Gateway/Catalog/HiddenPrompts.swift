/// Models that use tools of their own, unasked: what these find is part of the prompt, and billed as it.
enum HiddenPrompts {
    static func has(kind: String, model: String) -> Bool {
        // Recorded: eight words were 5,296 and 14,100 tokens.
        kind == "groq" && model.contains("compound")
    }
}
