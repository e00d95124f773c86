package import NIOCore

/// Changes to a document, collected first and spliced in one pass: bytes outside the changed ranges stay as they were.
///
/// Of two edits of the same value or member the later one holds; an edit inside a value that is itself replaced or
/// removed is without effect. All views must be of the document that `applied(to:)` is given. What is spliced in must
/// be a JSON value; it is not validated.
package struct JSONEdits: Sendable {
    struct MemberEdit: Sendable {
        var key: String
        /// Nil removes the member.
        var value: ByteBuffer?
        var order: Int
    }

    struct ObjectEdit: Sendable {
        var object: JSONView
        var members: [MemberEdit]
    }

    struct Replacement: Sendable {
        var view: JSONView
        var json: ByteBuffer
        var order: Int
    }

    private(set) var replacements: [Replacement] = []
    private(set) var objects: [ObjectEdit] = []
    private var order = 0

    package init() {}

    package var isEmpty: Bool { replacements.isEmpty && objects.isEmpty }

    package mutating func replace(_ view: JSONView, with json: ByteBuffer) {
        order += 1
        replacements.append(Replacement(view: view, json: json, order: order))
    }

    /// Replaces the member's value (of all members of that name), or adds the member at the object's end. Without
    /// effect if `object` is none.
    package mutating func set(_ key: String, to json: ByteBuffer, in object: JSONView) {
        edit(key, json, in: object)
    }

    /// Removes all members of that name, each with its comma.
    package mutating func remove(_ key: String, in object: JSONView) {
        edit(key, nil, in: object)
    }

    private mutating func edit(_ key: String, _ value: ByteBuffer?, in object: JSONView) {
        guard object.node.isObject else { return }
        order += 1
        let member = MemberEdit(key: key, value: value, order: order)
        guard let at = objects.firstIndex(where: { $0.object.index == object.index }) else {
            objects.append(ObjectEdit(object: object, members: [member]))
            return
        }
        if let old = objects[at].members.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
            objects[at].members[old] = member
        } else {
            objects[at].members.append(member)
        }
    }
}
