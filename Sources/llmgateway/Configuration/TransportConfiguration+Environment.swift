import Drivers

extension TransportConfiguration {
    /// With the proxies that the usual variables name.
    init(environment: [String: String], caFile: String?) {
        let first = { (names: [String]) in names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }
        let exceptions = first(["NO_PROXY", "no_proxy"]) ?? ""
        self.init(
            caFile: caFile, httpsProxy: first(["HTTPS_PROXY", "https_proxy"]),
            // Only in lower case: a CGI server takes a caller's `Proxy` field for HTTP_PROXY.
            httpProxy: first(["http_proxy"]),
            noProxy: exceptions.split(separator: ",").map { String($0).trimmed })
    }
}
