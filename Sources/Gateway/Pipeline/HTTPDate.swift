import Wire

/// The preferred form of dates in HTTP (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Seconds since 1970; nil for any other form.
    package static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]) else { return nil }
        guard let month = months.firstIndex(of: String(parts[2])), (1...31).contains(day) else { return nil }
        let time = parts[4].split(separator: ":").compactMap { Int($0) }
        guard time.count == 3, (1970...9999).contains(year), time.allSatisfy({ (0...60).contains($0) }) else {
            return nil
        }
        let days = CivilDate(year: year, month: month + 1, day: day).daysSince1970
        return days * 86_400 + time[0] * 3_600 + time[1] * 60 + time[2]
    }
}
