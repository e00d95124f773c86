package import NIOCore

/// A page in Prometheus' text form, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/): each
/// family once, with all its values.
package struct MetricsPage {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private var lines: [MetricFamily: [String]] = [:]

    package init() {}

    /// - Parameters:
    ///   - labels: as many as the family has, in its order.
    ///   - value: a decimal number.
    package mutating func add(_ family: MetricFamily, _ labels: [String], _ value: String) {
        let pairs = zip(family.labels, labels).map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
        lines[family, default: []].append(
            family.rawValue + (pairs.isEmpty ? "" : "{\(pairs)}") + " " + value)
    }

    package mutating func add(_ family: MetricFamily, _ labels: [String], _ value: Int) {
        add(family, labels, String(value))
    }

    package var bytes: ByteBuffer {
        var bytes = ByteBuffer()
        for family in MetricFamily.allCases {
            guard let lines = lines[family] else { continue }
            bytes.writeString(
                "# HELP \(family.rawValue) \(family.help)\n# TYPE \(family.rawValue) \(MetricFamily.type)\n")
            for line in lines { bytes.writeString(line + "\n") }
        }
        return bytes
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
