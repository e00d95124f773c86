import Testing

@testable import llmgateway

/// A configuration read from texts: no file and no variable of the machine is seen.
struct ConfigurationUnderTest {
    var files: [String: String] = [:]
    var environment: [String: String] = [:]
    var flags: [(option: String, path: [String], text: String)] = []
    var file: String?

    init(_ yaml: String? = nil, environment: [String: String] = [:]) {
        if let yaml { files["gateway.yaml"] = yaml }
        self.environment = environment
    }

    var loader: ConfigurationLoader {
        let files = files
        var loader = ConfigurationLoader(environment: environment, file: file, flags: flags)
        loader.readFile = { name in
            files[name].map { .text($0) } ?? .failure(ConfigurationLoader.absent)
        }
        return loader
    }

    func load() throws(ConfigurationFailure) -> Configuration { try loader.load() }

    /// Everything that is wrong, as `config check` prints it; empty when nothing is.
    var problems: [String] {
        do throws(ConfigurationFailure) {
            _ = try load()
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }
}
