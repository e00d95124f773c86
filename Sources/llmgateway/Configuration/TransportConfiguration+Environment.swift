import Drivers

extension TransportConfiguration {
    /// With the proxies that the usual variables name.
    init(environment: [String: String], caFile: String?) {
        let exceptions = EnvironmentVariable.noProxy.value(in: environment) ?? ""
        self.init(
            caFile: caFile, httpsProxy: EnvironmentVariable.httpsProxy.value(in: environment),
            httpProxy: EnvironmentVariable.httpProxy.value(in: environment),
            noProxy: exceptions.split(separator: ",").map { String($0).trimmed })
    }
}
