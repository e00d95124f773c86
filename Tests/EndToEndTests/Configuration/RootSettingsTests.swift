import Foundation
import Testing

@testable import llmgateway

/// Files of roots that are not there, or are none.
struct RootSettingsTests {
    private static let yaml = """
        transport: { ca_file: all.pem }
        providers:
          - { id: plain, kind: ollama }
          - { id: own, kind: ollama, ca_file: own.pem }
        """

    private func problems(_ files: [String: String]) -> [String] {
        var under = ConfigurationUnderTest(Self.yaml)
        under.files.merge(files) { $1 }
        return under.problems
    }

    @Test func `a file of roots that is missing is named with its setting and the fix`() {
        let fix = "name a PEM file of root certificates, or leave the setting out"
        #expect(
            problems([:]) == [
                #"gateway.yaml:1:23: "transport.ca_file": the file "all.pem" cannot be read: there is no such file: \#(fix)"#,
                #"gateway.yaml:4:39: "providers[1].ca_file": the file "own.pem" cannot be read: there is no such file: "#
                    + fix,
            ])
    }

    @Test(arguments: ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    func `a file of roots without a certificate is a problem`(_ text: String) {
        #expect(
            problems(["all.pem": Self.certificate, "own.pem": text]) == [
                #"gateway.yaml:4:39: "providers[1].ca_file": the file "own.pem" holds no certificate in PEM: name a PEM "#
                    + "file of root certificates, or leave the setting out"
            ])
    }

    @Test func `files that hold certificates are none`() {
        #expect(problems(["all.pem": Self.certificate, "own.pem": Self.certificate + "\n" + Self.certificate]) == [])
    }

    @Test func `a comment beside the certificates may be in any encoding`() throws {
        let folder = try TemporaryFolder()
        let file = "\(folder.path)/roots.pem"
        try (Data([0x23, 0xE9, 0x0A]) + Data(Self.certificate.utf8)).write(to: URL(fileURLWithPath: file))
        var loader = ConfigurationLoader(environment: ["LLMGATEWAY_TRANSPORT__CA_FILE": file])
        loader.file = "gateway.yaml"
        loader.readFile = { $0 == "gateway.yaml" ? .text("{}") : ConfigurationLoader.read($0) }
        #expect(try loader.load().install.caFile == file)
        try Data([0x30, 0x82, 0xE9]).write(to: URL(fileURLWithPath: file))
        #expect(throws: ConfigurationFailure.self) { try loader.load() }
    }

    /// Signed by itself for 127.0.0.1 and localhost, from 2020 to 2120; made for tests and of no other use.
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAl0ZXN0IHJv
        b3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
        CXRlc3Qgcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIraqUW3hJlQTO0D
        9xEt177AynTdmDRqZBMb7oNBImeBjRpp9s2y6EdnEaTyO6FhsUNCg8RW4Ld2g6Cb
        gcVoKcajTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9j
        YWxob3N0MB0GA1UdDgQWBBSuE3PtjrXWY832Pyu52+fyBUWgLzAKBggqhkjOPQQD
        AgNJADBGAiEA4samBRPRxFaUql84obxkiN0RPWSK2oYYrBbotB3drnYCIQCmQ5En
        CYBMbuewLg/ow7nDo/M153nTbh6WzA7vGbOiKA==
        -----END CERTIFICATE-----
        """
}
