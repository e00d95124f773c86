import Wire

/// What is known of a model's shadow, beside what is known of the calls it had copies of.
package struct ShadowReport: Sendable, Equatable {
    /// `provider/model` of the shadow. Numbers of another one say nothing of it.
    let target: String
    /// The calls that were copied.
    var callers = VariantTally()
    var shadow = VariantTally()
    /// Copies that were not made because there was no room, or refused for want of money.
    var dropped = 0
    /// Calls that are not copied, because something could happen twice.
    var unsafe = 0
    var isChanged = true

    init(target: String) { self.target = target }

    var json: JSONValue {
        [
            "target": .string(target), "callers": callers.json, "shadow": shadow.json, "dropped": .int(dropped),
            "unsafe": .int(unsafe),
        ]
    }

    init?(json: JSONValue) {
        guard let target = json["target"]?.string, let callers = VariantTally(json: json["callers"]),
            let shadow = VariantTally(json: json["shadow"])
        else { return nil }
        self.target = target
        self.callers = callers
        self.shadow = shadow
        dropped = json["dropped"]?.int ?? 0
        unsafe = json["unsafe"]?.int ?? 0
        isChanged = false
    }

    func told(_ model: ConfiguredModel, _ rule: ShadowRule) -> JSONValue {
        [
            "object": "shadow", "model": .string(model.name), "target": .string(target),
            "share": .string(rule.share.text), "key": .string(ShadowRule.principalStart + model.name),
            "dropped": .int(dropped), "unsafe": .int(unsafe), "callers": .object(callers.told),
            "shadow": .object(shadow.told),
        ]
    }
}
