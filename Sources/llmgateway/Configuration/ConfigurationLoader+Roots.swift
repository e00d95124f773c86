import NIOSSL

extension ConfigurationLoader {
    /// The files of roots are read when the way out is made; that they are there, and hold certificates, is known
    /// before.
    func unusableRoots(_ settled: Settled) -> [ConfigurationProblem] {
        var files = [("transport.ca_file", settled["transport"]?["ca_file"])]
        for (index, provider) in (settled["providers"]?.items ?? []).enumerated() {
            files.append(("providers[\(index)].ca_file", provider["ca_file"]))
        }
        return files.compactMap { path, setting in
            guard let setting, let file = setting.text, let reason = reason(against: file) else { return nil }
            return ConfigurationProblem(
                origin: setting.origin,
                message: "\"\(path)\": the file \"\(file)\" \(reason): name a PEM file of root certificates, or leave "
                    + "the setting out")
        }
    }

    /// nil: it holds certificates.
    private func reason(against file: String) -> String? {
        let certificates: [NIOSSLCertificate]?
        switch readFile(file) {
        case .text(let text): certificates = text.isEmpty ? nil : try? NIOSSLCertificate.fromPEMBytes(Array(text.utf8))
        // A comment between certificates may be in any encoding.
        case .failure(Self.noText): certificates = try? NIOSSLCertificate.fromPEMFile(file)
        case .failure(let reason): return "cannot be read: \(reason)"
        }
        return (certificates ?? []).isEmpty ? "holds no certificate in PEM" : nil
    }
}
