import Foundation
package import NIOSSL

/// Certificates for tests, valid from 2020 to 2120; the keys are known to everybody and protect nothing.
///
/// Made with `openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1` and `openssl ca` from one authority of
/// their own; `server` is for `localhost` and `127.0.0.1`, `stranger` for `elsewhere.example`.
package enum TestCertificates {
    /// A certificate with its key.
    package struct Identity: Sendable {
        package let certificate: String
        package let key: String

        /// What a server with this identity speaks TLS with.
        package func serverContext() throws -> NIOSSLContext {
            let certificate = try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem)
            let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
            return try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
        }
    }

    /// What a client that trusts the authority speaks TLS with.
    package static func clientContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: Array(authority.utf8), format: .pem)
        ])
        return try NIOSSLContext(configuration: configuration)
    }

    /// The path of a new file that holds `text`.
    package static func file(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "llmgateway-test-\(UUID().uuidString).pem"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    package static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBfTCCASOgAwIBAgIBATAKBggqhkjOPQQDAjAlMSMwIQYDVQQDDBpMTE0gR2F0
        ZXdheSB0ZXN0IGF1dGhvcml0eTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
        MDAwMFowJTEjMCEGA1UEAwwaTExNIEdhdGV3YXkgdGVzdCBhdXRob3JpdHkwWTAT
        BgcqhkjOPQIBBggqhkjOPQMBBwNCAAR+4R90lfgYAQ7cntCrPJ/yZ0kheL25JIy6
        MiPrm33SLLjl9VSj13UcwxTzKEgK2Frf7/eiS/LlN8yl6T+HwFaSo0IwQDAPBgNV
        HRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwICBDAdBgNVHQ4EFgQU7iElJ1BCbyJ1
        aynGZGXGLTAD5YEwCgYIKoZIzj0EAwIDSAAwRQIgWOnSFmXIOuHbm58etH2O+idu
        /9/xT2gfGeEmjftPVrcCIQC0VkKje0MPOKdxG5/s1QgUfmjdHXSLLVDkMJ7p8+AU
        Wg==
        -----END CERTIFICATE-----
        """

    package static let server = Identity(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBqTCCAU6gAwIBAgIBAjAKBggqhkjOPQQDAjAlMSMwIQYDVQQDDBpMTE0gR2F0
            ZXdheSB0ZXN0IGF1dGhvcml0eTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
            MDAwMFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
            AQcDQgAEWJSuETGYXgTByerct9qEpI0HjWNFfS9cM1qYcqO791724hHyqLmu4reb
            CsJvuwWiGmsYo4PBdOYo5myKxfpLl6N+MHwwGgYDVR0RBBMwEYIJbG9jYWxob3N0
            hwR/AAABMAkGA1UdEwQCMAAwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYDVR0OBBYE
            FJ1vObXjuu3VywK0BN7et+Qll5a4MB8GA1UdIwQYMBaAFO4hJSdQQm8idWspxmRl
            xi0wA+WBMAoGCCqGSM49BAMCA0kAMEYCIQDjl32A2d7ceBww6I9Z9kW1sauL44ds
            7mpKDR9gsQK0twIhAJfXCJuATkZvh4MeApm/Ew6O5UdO+10DjaL+7TRS8shr
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYV2dOqiiNoIj4nEV
            1XBZGWh8GoKVuhrmY83uXoJiBUOhRANCAARYlK4RMZheBMHJ6ty32oSkjQeNY0V9
            L1wzWphyo7v3XvbiEfKoua7it5sKwm+7BaIaaxijg8F05ijmbIrF+kuX
            -----END PRIVATE KEY-----
            """)

    package static let stranger = Identity(
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBszCCAVmgAwIBAgIBAzAKBggqhkjOPQQDAjAlMSMwIQYDVQQDDBpMTE0gR2F0
            ZXdheSB0ZXN0IGF1dGhvcml0eTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
            MDAwMFowHDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwWTATBgcqhkjOPQIB
            BggqhkjOPQMBBwNCAAQZCks/pSXJgvL7AUVaDTYXsVyWJJtUfWB9wHAEESbz70f1
            HTjMYEHH4QeewxUnHyUEI93jtsooeKgoRGsW0lYFo4GAMH4wHAYDVR0RBBUwE4IR
            ZWxzZXdoZXJlLmV4YW1wbGUwCQYDVR0TBAIwADATBgNVHSUEDDAKBggrBgEFBQcD
            ATAdBgNVHQ4EFgQU/LwNMIDuMIUAzZQupf5ZKGyCZPMwHwYDVR0jBBgwFoAU7iEl
            J1BCbyJ1aynGZGXGLTAD5YEwCgYIKoZIzj0EAwIDSAAwRQIgCy83p+TA//JJ1Z44
            yfHQqUbqg5H8F5QFQoE1REyqUrICIQDbC4ryiArYtlxXFPQ1eKddZlBmOahgNzfo
            JBhph7LZwg==
            -----END CERTIFICATE-----
            """,
        key: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgu1kRNi8GsN2/QmB8
            gE81KCbljCHqswUGNjN206tO/16hRANCAAQZCks/pSXJgvL7AUVaDTYXsVyWJJtU
            fWB9wHAEESbz70f1HTjMYEHH4QeewxUnHyUEI93jtsooeKgoRGsW0lYF
            -----END PRIVATE KEY-----
            """)
}
