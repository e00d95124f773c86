import Drivers
import Foundation
import Gateway
import NIOCore
import Wire

extension Diagnosis {
    /// Name, connection, certificate and clock, by one request without a key.
    func reach(_ provider: Provider) async -> [Finding] {
        let origin = provider.origin
        let subject = "way to \(provider.id)"
        guard var base = try? BaseURL("\(origin.isTLS ? "https" : "http")://\(origin.authority)") else { return [] }
        base.origin = origin
        var client = GatewayClient(base: base, idleTimeout: .seconds(5))
        client.caFile = configuration.install.caFile
        do {
            let (head, _) = try await client.whole(.get, provider.basePath + "/models")
            return [Finding(.good, subject, "\(origin.authority) answers")] + clock(head, provider)
        } catch GatewayClient.Failure.unreachable(let reason) {
            return [
                Finding(
                    .bad, subject, "\(origin.authority) cannot be reached: \(reason)",
                    fix: Self.fix(reason, origin))
            ]
        } catch {
            let fix = "Check `base_url`: what answers there does not speak HTTP as expected."
            let reason = (error as? GatewayClient.Failure)?.message ?? "\(error)"
            return [Finding(.bad, subject, "\(origin.authority): \(reason)", fix: fix)]
        }
    }

    private static func fix(_ reason: String, _ origin: Origin) -> String {
        if reason.contains("certificate") {
            return
                "Name the root that signed it in `ca_file` of the provider, or install the system's (ca-certificates)."
        }
        if reason.contains(ConnectFailure.withoutTLS) {
            return "Write `http://` in `base_url` in place of `https://`, or correct its port."
        }
        return InstallSettings.isLoopback(origin.host)
            ? "Start the server that `base_url` names on this machine, or correct its port."
            : "Check the network, the name server and `base_url`; behind a proxy set HTTPS_PROXY."
    }

    /// A clock far from the provider's breaks certificates and signed requests.
    private func clock(_ head: ResponseHead, _ provider: Provider) -> [Finding] {
        guard let text = head.fields.first("date"), let then = Self.date(text) else { return [] }
        let offset = abs(time(nil) - then)
        if offset <= 60 { return [Finding(.good, "clock", "agrees with \(provider.id)")] }
        return [
            Finding(
                .warning, "clock", "is \(offset) s away from that of \(provider.id)",
                fix: "Let the system keep its time: `timedatectl set-ntp true`.")
        ]
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since 1970.
    private static func date(_ text: String) -> Int? {
        let parts = text.split { $0 == " " || $0 == ":" || $0 == "," }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 8, let month = months.firstIndex(of: String(parts[2])), let day = Int32(parts[1]),
            let year = Int32(parts[3]), let hour = Int32(parts[4]), let minute = Int32(parts[5]),
            let second = Int32(parts[6])
        else { return nil }
        var date = tm()
        (date.tm_mday, date.tm_mon, date.tm_year) = (day, Int32(month), year - 1_900)
        (date.tm_hour, date.tm_min, date.tm_sec) = (hour, minute, second)
        return timegm(&date)
    }
}
