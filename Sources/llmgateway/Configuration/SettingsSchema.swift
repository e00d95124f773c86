import NIOCore
import Wire

/// The settings table as JSON Schema 2020-12, for editors.
enum SettingsSchema {
    static func json() -> String {
        var json = JSONWriter()
        json.beginObject()
        text("$schema", "https://json-schema.org/draft/2020-12/schema", &json)
        text("title", "LLM Gateway configuration", &json)
        group(SettingsTable.root, &json)
        json.endObject()
        return JSONIndent.indented(String(buffer: json.buffer))
    }

    private static func group(_ settings: [Setting], _ json: inout JSONWriter) {
        text("type", "object", &json)
        json.key("additionalProperties")
        json.bool(false)
        json.key("properties")
        json.beginObject()
        for setting in settings {
            if case .later = setting.type { continue }
            json.key(setting.name)
            json.beginObject()
            text("description", setting.about, &json)
            if let standard = setting.standard { self.standard(standard, setting.type, &json) }
            type(setting.type, &json)
            json.endObject()
        }
        json.endObject()
        let required = settings.filter(\.isRequired).map(\.name)
        if !required.isEmpty { texts("required", required, &json) }
    }

    private static func type(_ type: SettingType, _ json: inout JSONWriter) {
        switch type {
        case .text, .path:
            // Plain YAML numbers are read as text where text is wanted.
            texts("type", ["string", "number", "boolean"], &json)
        case .secret: text("type", "string", &json)
        case .number(let range):
            alternatives(&json) { json in
                text("type", "integer", &json)
                integer("minimum", range.lowerBound, &json)
                if range.upperBound != .max { integer("maximum", range.upperBound, &json) }
            }
        case .flag: alternatives(&json) { text("type", "boolean", &$0) }
        case .duration: pattern("^([0-9]+ ?(ms|s|m|h|d)|0)$", &json)
        case .size: alternatives(&json, "^[0-9]+ ?(B|[KMG]iB|[kKMG]B)?$") { text("type", "integer", &$0) }
        case .money, .amount:
            alternatives(&json, "^[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?$") { text("type", "number", &$0) }
        case .choice(let names, _): texts("enum", names, &json)
        case .list(let element):
            text("type", "array", &json)
            json.key("items")
            json.beginObject()
            self.type(element, &json)
            json.endObject()
        case .words:
            alternatives(&json) { json in
                text("type", "array", &json)
                json.key("items")
                json.beginObject()
                text("type", "string", &json)
                json.endObject()
            } or: {
                text("type", "string", &$0)
            }
        case .named(let settings):
            text("type", "object", &json)
            json.key("additionalProperties")
            json.beginObject()
            group(settings, &json)
            json.endObject()
        case .fields, .texts:
            text("type", "object", &json)
            json.key("additionalProperties")
            json.beginObject()
            text("type", "string", &json)
            json.endObject()
        case .group(let settings): group(settings, &json)
        case .later: break
        }
    }

    private static func alternatives(
        _ json: inout JSONWriter, _ type: (inout JSONWriter) -> Void, or other: (inout JSONWriter) -> Void
    ) {
        json.key("anyOf")
        json.beginArray()
        json.beginObject()
        type(&json)
        json.endObject()
        json.beginObject()
        other(&json)
        json.endObject()
        json.endArray()
    }

    /// The type itself, text of a form, or a reference to an environment variable.
    private static func alternatives(
        _ json: inout JSONWriter, _ form: String? = nil, _ type: (inout JSONWriter) -> Void
    ) {
        json.key("anyOf")
        json.beginArray()
        json.beginObject()
        type(&json)
        json.endObject()
        if let form { patternObject(form, &json) }
        patternObject(#"\$\{"#, &json)
        json.endArray()
    }

    private static func pattern(_ form: String, _ json: inout JSONWriter) {
        json.key("anyOf")
        json.beginArray()
        patternObject(form, &json)
        patternObject(#"\$\{"#, &json)
        json.beginObject()
        json.key("const")
        json.int(0)
        json.endObject()
        json.endArray()
    }

    private static func patternObject(_ form: String, _ json: inout JSONWriter) {
        json.beginObject()
        text("type", "string", &json)
        text("pattern", form, &json)
        json.endObject()
    }

    private static func standard(_ standard: String, _ type: SettingType, _ json: inout JSONWriter) {
        json.key("default")
        if case .number = type, let number = SettingText.number(standard) {
            json.int(number)
        } else if case .flag = type, let flag = SettingText.flag(standard) {
            json.bool(flag)
        } else {
            json.string(standard)
        }
    }

    private static func text(_ key: String, _ value: String, _ json: inout JSONWriter) {
        json.key(key)
        json.string(value)
    }

    private static func integer(_ key: String, _ value: Int, _ json: inout JSONWriter) {
        json.key(key)
        json.int(value)
    }

    private static func texts(_ key: String, _ values: [String], _ json: inout JSONWriter) {
        json.key(key)
        json.beginArray()
        for value in values { json.string(value) }
        json.endArray()
    }
}
