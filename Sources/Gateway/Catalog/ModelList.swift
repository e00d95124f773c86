package import NIOCore
import Wire

/// The models a key sees, as `GET /v1/models` says them in OpenAI's form.
package enum ModelList {
    /// Configured names, then each provider's models as `provider/model`: those of its configuration, else those of
    /// the catalogue.
    package static func names(for principal: Principal, in snapshot: Snapshot) -> [String] {
        var names = snapshot.models.map(\.name)
        for provider in snapshot.providers {
            names += known(provider, in: snapshot).map { "\(provider.id)/\($0)" }
        }
        guard let patterns = principal.models else { return names }
        return names.filter { name in patterns.contains { ModelAccess.fits($0, name) } }
    }

    private static func known(_ provider: Provider, in snapshot: Snapshot) -> [String] {
        if !provider.models.isEmpty { return provider.models }
        if provider.transport == .mock { return MockProvider.listedModels }
        return snapshot.catalog.models(of: provider.catalogKind).filter { $0.isListed && $0.mode == .chat }.map(\.id)
    }

    package static func body(_ names: [String], created: Int) -> ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        json.member("object", "list")
        json.key("data")
        json.beginArray()
        for name in names { write(name, created: created, into: &json) }
        json.endArray()
        json.endObject()
        return json.buffer
    }

    package static func body(_ name: String, created: Int) -> ByteBuffer {
        var json = JSONWriter()
        write(name, created: created, into: &json)
        return json.buffer
    }

    private static func write(_ name: String, created: Int, into json: inout JSONWriter) {
        json.beginObject()
        json.member("id", name)
        json.member("object", "model")
        json.member("created", created)
        let owner = name.split(separator: "/", maxSplits: 1)
        json.member("owned_by", owner.count == 2 ? String(owner[0]) : "llmgateway")
        json.endObject()
    }
}
