import ArgumentParser
import Gateway

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check, print and describe the configuration.",
        discussion: """
            EXAMPLES
              llmgateway config check --config gateway.yaml
              llmgateway config print --json
              llmgateway config schema > gateway.schema.json
            """,
        subcommands: [Check.self, Print.self, Schema.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say everything that is wrong with the configuration; exit 78 if anything is.",
            discussion: "EXAMPLE\n  llmgateway config check --config gateway.yaml")

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "One JSON object.") var json = false

        func run() throws {
            do throws(ConfigurationFailure) {
                let configuration = try options.loader().load()
                Terminal.out(json ? ConfigurationReport.json(configuration) : ConfigurationReport.text(configuration))
            } catch {
                if json {
                    Terminal.out(ConfigurationReport.json(error))
                } else {
                    Terminal.error(error.description)
                }
                throw Exit.configuration
            }
        }
    }

    struct Print: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the settings in force as YAML, secrets masked.",
            discussion: "EXAMPLE\n  LLMGATEWAY_SERVER__PORT=9000 llmgateway config print")

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "JSON instead of YAML.") var json = false

        func run() throws {
            let configuration = try options.load()
            if json {
                Terminal.out(ConfigurationPrint.json(configuration.settled))
                return
            }
            Terminal.out(ConfigurationPrint.yaml(configuration.settled))
            for provider in configuration.found {
                Terminal.out("# found in the environment: \(provider.kind.name) (\(provider.variable))")
            }
            for warning in configuration.warnings { Terminal.error("warning: \(warning)") }
        }
    }

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema of the configuration file, for editors.",
            discussion: "EXAMPLE\n  llmgateway config schema > gateway.schema.json")

        @Flag(help: "Accepted for symmetry: the schema is JSON.") var json = false

        func run() { Terminal.out(SettingsSchema.json()) }
    }
}
