import Wire

/// Reading and writing what has no place in the canonical model.
enum AnthropicMembers {
    static let dialect = Dialect.anthropicMessages

    /// The members of an object besides the known ones. A null member means the same as an absent one in this API.
    static func preserved(_ view: JSONView, except known: MemberNames) -> Preserved? {
        Preserved(view, except: known, in: dialect)
    }

    /// A marker, if `cache_control` is no more than one: another type or further members stay in `preserved`.
    static func cacheMarker(_ view: JSONView?) -> CacheMarker? {
        guard let view, view["type"]?.string == "ephemeral" else { return nil }
        for (key, value) in view.members where key != "type" {
            guard key == "ttl", value.kind == .string || value.isNull else { return nil }
        }
        return CacheMarker(ttl: view["ttl"]?.string)
    }

    static func json(_ marker: CacheMarker) -> JSONValue {
        var control = JSONObject([("type", .string("ephemeral"))])
        control["ttl"] = marker.ttl.map(JSONValue.string)
        return .object(control)
    }

    /// Writes the members that are of this dialect, without touching what is already there; the others are losses.
    static func write(
        _ preserved: Preserved?, into object: inout JSONObject, at path: @autoclosure () -> String, losses: inout Losses
    ) {
        Preserved.write(preserved, of: dialect, into: &object, at: path(), losses: &losses)
    }
}

extension JSONObject {
    /// `type` of a block; empty when it has none.
    var blockType: String { self["type"]?.string ?? "" }
}
