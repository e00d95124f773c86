package import NIOCore

extension JSONWriter {
    package mutating func member(_ key: String, _ text: String) {
        self.key(key)
        string(text)
    }

    package mutating func member(_ key: String, _ value: Int) {
        self.key(key)
        int(value)
    }

    package mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    package mutating func member(_ key: String, _ value: Double) {
        self.key(key)
        double(value)
    }

    package mutating func member(_ key: String, _ view: JSONView) {
        self.key(key)
        value(view)
    }

    package mutating func member(_ key: String, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    /// The members of an object but for those of these names.
    package mutating func members(_ object: JSONObject, except known: MemberNames) {
        guard !object.isEmpty else { return }
        for (key, value) in object where !known.contains(key) { member(key, value) }
    }

    /// A whole JSON value as it stands.
    package mutating func member(_ key: String, raw json: ByteBuffer) {
        self.key(key)
        raw(json)
    }

    package mutating func memberIfPresent(_ key: String, _ text: String?) {
        if let text { member(key, text) }
    }

    package mutating func memberIfPresent(_ key: String, _ value: Int?) {
        if let value { member(key, value) }
    }

    package mutating func memberIfPresent(_ key: String, _ value: Bool?) {
        if let value { member(key, value) }
    }

    package mutating func memberIfPresent(_ key: String, _ value: Double?) {
        if let value { member(key, value) }
    }

    package mutating func memberIfPresent(_ key: String, _ view: JSONView?) {
        if let view { member(key, view) }
    }

    package mutating func memberIfPresent(_ key: String, _ value: JSONValue?) {
        if let value { member(key, value) }
    }
}
