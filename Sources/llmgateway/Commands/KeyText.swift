import Wire

/// Keys as a person reads them.
enum KeyText {
    static let heading = ["NAME", "ID", "STATUS", "LAST 4", "MODELS", "BUDGET", "EXPIRES", "LAST USED"]

    static func row(_ key: JSONValue) -> [String] {
        [
            text(key["name"]), text(key["id"]), text(key["status"]), "…" + text(key["last_four"]), models(key),
            budget(key), time(key["expires_at"], none: "never"), time(key["last_used_at"], none: "never"),
        ]
    }

    /// One line for each thing there is to say.
    static func lines(_ key: JSONValue) -> String {
        var rows = [
            ("Name", text(key["name"])), ("Id", text(key["id"])), ("Status", text(key["status"])),
            ("Last 4", "…" + text(key["last_four"])), ("Role", text(key["role"])), ("Models", models(key)),
            ("Operations", list(key["operations"])), ("Team", text(key["team"])), ("Owner", text(key["owner"])),
            ("Tags", list(key["tags"])), ("Budget", budget(key)), ("Limits", limits(key["limits"])),
            ("Priority", text(key["priority"])),
            ("Made", time(key["created_at"], none: "")), ("Expires", time(key["expires_at"], none: "never")),
            ("Revoked", time(key["revoked_at"], none: "")), ("Last used", time(key["last_used_at"], none: "never")),
        ]
        if let former = key["former_secret"], !former.isNull {
            rows.append(("Former", "…\(text(former["last_four"])) until \(time(former["ends_at"], none: ""))"))
        }
        let told = rows.filter { !$0.1.isEmpty }
        let width = told.map(\.0.count).max() ?? 0
        return told.map { $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }.joined(separator: "\n")
    }

    private static func text(_ value: JSONValue?) -> String { value?.string ?? value?.numberText ?? "" }

    private static func list(_ value: JSONValue?) -> String {
        (value?.array ?? []).compactMap(\.string).joined(separator: ", ")
    }

    private static func models(_ key: JSONValue) -> String {
        key["models"]?.array == nil ? "all" : list(key["models"])
    }

    /// Says which budgets of other periods a change has taken away, which somebody who named one may not have meant.
    static func goneBudgets(_ former: JSONValue, _ changed: JSONValue) -> String? {
        let kept = Set((changed["budget"]?.array ?? []).map { text($0["per"]) })
        let gone = (former["budget"]?.array ?? []).filter { !kept.contains(text($0["per"])) }
        guard !gone.isEmpty, !kept.isEmpty else { return nil }
        return "note: --budget replaces all budgets of a key; gone is \(budget(["budget": .array(gone)]))."
    }

    private static func budget(_ key: JSONValue) -> String {
        (key["budget"]?.array ?? []).map { "$\(text($0["usd"])) per \(text($0["per"]))" }.joined(separator: ", ")
            .replacing("per total", with: "in total")
    }

    private static func limits(_ value: JSONValue?) -> String {
        (value?.object ?? JSONObject()).compactMap { $0.value.isNull ? nil : "\($0.key) \(text($0.value))" }
            .joined(separator: ", ")
    }

    private static func time(_ value: JSONValue?, none: String) -> String {
        value?.int.map { Timestamp.text($0) } ?? none
    }
}
