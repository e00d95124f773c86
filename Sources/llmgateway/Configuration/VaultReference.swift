import Crypto
import Gateway
import NIOCore
import Wire

/// `vault:secret/data/openai#api_key`: a path of Vault's key-value engine, version 2, and a member of what is there.
struct VaultReference: Sendable, Hashable {
    static let mark = "vault:"

    /// Behind `/v1/`.
    var path: String
    var name: String

    /// nil: not of that form. The path may leave out `data/` behind its mount.
    init?(_ text: String) {
        guard text.hasPrefix(Self.mark) else { return nil }
        let parts = text.dropFirst(Self.mark.count).split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        let steps = parts[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isPlain = steps.allSatisfy { step in
            !step.isEmpty && step != "." && step != ".."
                && step.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "._-".utf8.contains(byte)
                }
        }
        guard steps.count >= 2, isPlain else { return nil }
        path = (steps[1] == "data" && steps.count > 2 ? steps : [steps[0], "data"] + steps.dropFirst())
            .joined(separator: "/")
        name = String(parts[1])
    }

    /// Stands for the secret where it has not been read: for `config check` and `print`, which need no Vault, and for the
    /// first pass of a start. Of the form of every kind of secret, and another for each, so that keys which differ are not
    /// taken for the same one. No gateway serves with it.
    var placeholder: Secret {
        Secret(Base64.encode(ByteBuffer(bytes: Array(SHA256.hash(data: Array("\(path)#\(name)".utf8))))))
    }
}
