import ArgumentParser

extension LLMGateway {
    /// As the library's own, but that wrong usage which shows only while a command runs (a base URL that is none, a
    /// picture that cannot be read) comes with that command's usage and not with the root's.
    static func main() async {
        do {
            var command = try parseAsRoot()
            do {
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
            } catch let error as ValidationError {
                Terminal.error(misuse(of: type(of: command), error.message))
                throw ExitCode.validationFailure
            }
        } catch {
            exit(withError: error)
        }
    }

    /// In the words of the library.
    private static func misuse(of command: any ParsableCommand.Type, _ message: String) -> String {
        let usage = usageString(for: command)
        let name = usage.prefix { $0 != "<" && $0 != "[" }
        return "Error: \(message)\nUsage: \(usage)\n  See '\(name)--help' for more information."
    }
}
