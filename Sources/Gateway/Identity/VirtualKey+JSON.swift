package import Wire

extension VirtualKey {
    /// What may be set of a key, by the names of its members.
    package static let members = ["name", "role"] + KeyPolicy.members + ["expires_at"]

    /// Takes over what a request says.
    package mutating func apply(_ given: AdminMembers, now: Int) throws(GatewayError) {
        for (name, value) in given.members {
            switch name {
            case "name": self.name = try Self.name(given)
            case "role": role = try given.choice(name, KeyRole.self)
            case "expires_at":
                let ends = try Self.time(given, name)
                guard ends.map({ $0 > now }) ?? value.isNull else {
                    throw AdminMembers.wrong(name, "\"expires_at\" must lie ahead; to end a key now, revoke it.")
                }
                expires = ends
            default: break
            }
        }
        try policy.apply(given)
    }

    /// Seconds since 1970, or a date of RFC 3339; nil: null.
    private static func time(_ given: AdminMembers, _ name: String) throws(GatewayError) -> Int? {
        let most = 253_402_300_799
        guard let text = given[name]?.string else { return try given.number(name, 0...most) }
        guard let time = Timestamp.seconds(text) ?? CalendarDay.time(text), (0...most).contains(time) else {
            throw AdminMembers.wrong(
                name,
                "\"\(name)\" must be a time such as 2027-01-31T00:00:00Z, or seconds since 1970, found \"\(text)\".")
        }
        return time
    }

    /// A name without a colon: names of tokens have one, and are never those of keys.
    private static func name(_ given: AdminMembers) throws(GatewayError) -> String {
        guard let name = try given.text("name", most: 128), !name.contains(":"), !name.hasPrefix(" "),
            !name.hasSuffix(" ")
        else {
            throw AdminMembers.wrong(
                "name", "\"name\" must be text of 1 to 128 bytes without a colon and without blanks at its ends.")
        }
        return name
    }

    /// As it is told: without its secret, and without its digest.
    package func json(at now: Int) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .string(id)), ("object", "key"), ("name", .string(name)),
            ("status", .string(status(at: now).rawValue)), ("last_four", .string(lastFour)),
            ("role", role.map { .string($0.rawValue) } ?? .null),
        ]
        members += policy.json
        members += [
            ("created_at", .int(created)), ("expires_at", expires.map { .int($0) } ?? .null),
            ("revoked_at", revoked.map { .int($0) } ?? .null), ("last_used_at", lastUsed.map { .int($0) } ?? .null),
        ]
        let overlap = former.flatMap { $0.ends > now ? $0 : nil }
        members.append(
            (
                "former_secret",
                overlap.map { ["last_four": .string($0.lastFour), "ends_at": .int($0.ends)] } ?? .null
            ))
        return .object(JSONObject(members))
    }
}
