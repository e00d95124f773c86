package import Gateway
package import NIOCore

/// Providers over HTTP/1.1, each call on its caller's event loop.
package final class NetworkUpstream: Upstream {
    /// One for each event loop.
    let pools: [LoopPool]

    /// Throws when a file of roots cannot be read.
    package init(group: any EventLoopGroup, configuration: TransportConfiguration) throws {
        let roots = try TrustedRoots(configuration.caFile, further: configuration.furtherCAFiles)
        let dialer = Dialer(roots: roots, proxies: ProxyRules(configuration))
        pools = group.makeIterator().map { LoopPool(loop: $0, dialer: dialer, configuration: configuration) }
        for pool in pools { pool.start() }
    }

    /// Closes idle connections and stops the clocks. Answers under way end by themselves.
    package func shutDown() {
        for pool in pools { pool.stop() }
    }

    package func send(
        _ request: UpstreamRequest, for caller: any CallerLink
    ) async throws(GatewayError) -> any UpstreamAnswer {
        caller.loop.preconditionInEventLoop()
        guard let pool = pools.first(where: { $0.loop === caller.loop }) else {
            throw GatewayError(
                .internalError, "The gateway failed.", origin: .gateway, cause: "a caller on an unknown event loop")
        }
        let exchange = UpstreamExchange(request, caller: caller, pool: pool)
        caller.attach(exchange)
        try await exchange.start()
        return exchange
    }
}
