/// Members in the order they were written, duplicates included. Names are compared by code points; in a large object
/// they are looked up in an index.
package struct JSONObject: Sendable {
    /// Without labels: a list of pairs written out at its place of use is taken over as it is.
    package private(set) var members: [(String, JSONValue)] = []
    /// Where each name stands; nil in a small object, where looking at every member is faster.
    private var places: [JSONName: JSONPlaces]?

    /// From this many members on there is an index.
    private static let indexed = 64

    package init() {}

    package init(_ members: some Sequence<(String, JSONValue)>) {
        self.members.reserveCapacity(members.underestimatedCount)
        for (key, value) in members { append(key, value) }
    }

    /// The same for a list: few members are taken over as they are.
    package init(_ members: [(String, JSONValue)]) {
        self.members = members
        index()
    }

    /// The members of an object; empty for other values.
    package init(_ view: JSONView) {
        members.reserveCapacity(view.count)
        for (key, value) in view.members { append(key, JSONValue(value)) }
    }

    package var keys: [String] { members.map(\.0) }

    /// The last member of that name. Setting keeps the place of the first, drops its duplicates, and adds the
    /// member at the end if there was none; setting nil removes it.
    package subscript(_ key: String) -> JSONValue? {
        get { places(of: key).map { members[$0.last].1 } }
        set {
            guard let newValue else {
                remove(key)
                return
            }
            guard let place = places(of: key) else {
                append(key, newValue)
                return
            }
            members[place.first].1 = newValue
            guard place.last > place.first else { return }
            let rest = members[(place.first + 1)...].filter { !Self.isSame($0.0, key) }
            members.replaceSubrange((place.first + 1)..., with: rest)
            index()
        }
    }

    /// Adds a member at the end, also if there is one of that name.
    package mutating func append(_ key: String, _ value: JSONValue) {
        members.append((key, value))
        let last = members.count - 1
        if places != nil {
            places?[JSONName(text: key), default: JSONPlaces(last)].last = last
        } else if members.count == Self.indexed {
            index()
        }
    }

    /// Adds a member at the end if there is a value. For objects that are being put together, where names are new: setting
    /// would look for them.
    package mutating func append(_ key: String, ifPresent value: JSONValue?) {
        if let value { append(key, value) }
    }

    /// Removes all members of that name and returns the value of the last.
    @discardableResult
    package mutating func remove(_ key: String) -> JSONValue? {
        guard let place = places(of: key) else { return nil }
        let value = members[place.last].1
        members.removeAll { Self.isSame($0.0, key) }
        index()
        return value
    }

    private func places(of key: String) -> JSONPlaces? {
        if let places { return places[JSONName(text: key)] }
        var place: JSONPlaces?
        for position in members.indices where Self.isSame(members[position].0, key) {
            if place == nil { place = JSONPlaces(position) } else { place?.last = position }
        }
        return place
    }

    /// Most names differ in length, which is known without looking at them. `==` is also true for different texts of one
    /// canonical form.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        guard one.utf8.count == other.utf8.count else { return false }
        var (one, other) = (one, other)
        return one.withUTF8 { one in other.withUTF8 { JSONBytes.equal(one, $0) } }
    }

    private mutating func index() {
        guard members.count >= Self.indexed else {
            if places != nil { places = nil }
            return
        }
        var places: [JSONName: JSONPlaces] = [:]
        places.reserveCapacity(members.count)
        for (position, member) in members.enumerated() {
            places[JSONName(text: member.0), default: JSONPlaces(position)].last = position
        }
        self.places = places
    }
}

/// Where a name stands for the first and for the last time.
private struct JSONPlaces {
    var first: Int
    var last: Int

    init(_ position: Int) {
        first = position
        last = position
    }
}

/// A name compared by its code points: Swift's `==` takes different texts of one canonical form for equal.
private struct JSONName: Hashable {
    let text: String

    static func == (one: JSONName, other: JSONName) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension JSONObject: Sequence {
    /// The members in their order.
    package struct Iterator: IteratorProtocol {
        fileprivate var members: IndexingIterator<[(String, JSONValue)]>

        package mutating func next() -> (key: String, value: JSONValue)? {
            guard let (key, value) = members.next() else { return nil }
            return (key, value)
        }
    }

    package func makeIterator() -> Iterator { Iterator(members: members.makeIterator()) }
    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }
}
