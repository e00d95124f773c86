package import Dialects
package import Wire

/// An endpoint that is described by data: method, path and fields with slots, and the form of bodies.
package struct EndpointTemplate: Sendable, Equatable {
    package let method: HTTPMethod
    let path: TextTemplate
    let streamPath: TextTemplate?
    let fields: [Field]
    package let form: TemplateForm

    struct Field: Sendable, Equatable {
        var name: String
        var value: TextTemplate
    }

    /// - Parameters:
    ///   - path: after the provider's base path; slots are percent-encoded, but for the slashes of a model's name.
    ///   - fields: those whose values have slots.
    package init(
        method: HTTPMethod = .post, path: String, streamPath: String? = nil,
        fields: [(name: String, value: String)] = [], form: TemplateForm
    ) {
        self.method = method
        self.path = TextTemplate(path)
        self.streamPath = streamPath.map(TextTemplate.init)
        self.fields = fields.map { Field(name: $0.name, value: TextTemplate($0.value)) }
        var form = form
        let templates = [self.path] + (self.streamPath.map { [$0] } ?? []) + self.fields.map(\.value)
        form.seenElsewhere = Set(templates.flatMap(\.sights))
        form.hasBody = method != .get
        self.form = form
    }

    /// What stands in the request's head.
    func head(
        for request: JSONValue, isStream: Bool, under basePath: String
    ) throws(DialectError) -> RequestHeadParts {
        let template = (isStream ? streamPath : nil) ?? path
        let path = template.text(for: request) { text, name in PathTemplate.encoded(text, keepsSlashes: name == "model")
        }
        // What a caller writes must not lead to another place than the description does.
        let route = path.utf8.prefix { $0 != UInt8(ascii: "?") }
        for segment in route.split(separator: UInt8(ascii: "/"))
        where segment.elementsEqual(".".utf8) || segment.elementsEqual("..".utf8) {
            throw .invalid("", "A member of the request that stands in the provider's path leads out of it.")
        }
        var parts = RequestHeadParts(method: method, path: basePath + path)
        for field in fields {
            // A line end would begin a field of the caller's own.
            let value = field.value.text(for: request).utf8.filter { $0 >= 0x20 && $0 != 0x7F }
            if !value.isEmpty { parts.fields.append((field.name, String(decoding: value, as: UTF8.self))) }
        }
        return parts
    }
}

/// Method, path and further fields of a request that a template has made.
struct RequestHeadParts {
    var method: HTTPMethod
    var path: String
    var fields: [(name: String, value: String)] = []
}
