import Drivers
import Gateway
import GatewayTesting
import NIOCore
import NIOPosix
import Testing

/// What media are fetched with: names resolved apart, and connections to the address that was checked.
struct CheckedAddressTests {
    @Test func `a checked address is dialled in place of the name`() async throws {
        let kind = ProviderKind.openAICompatible
        try await TestGateway.run { behind in
            try await TestGateway.run {
                let origin = Origin(
                    isTLS: false, host: "no-such-name.invalid", port: behind.port, address: IPAddress("127.0.0.1"))
                $0.providers = [
                    Provider(
                        id: "up", kind: kind, origin: origin, basePath: "/v1", authorization: kind.authorization,
                        credential: Secret(TestGateway.key), endpoints: kind.endpoints)
                ]
            } _: { gateway in
                let client = try await gateway.client()
                await client.send(Ask.chat(model: "up/mock/echo"))
                #expect(await client.replies(1).statuses == [200])
            }
        }
    }

    @Test func `the system's resolver knows this machine, and says so of what nobody knows`() async {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let resolver = SystemNameResolver()
        let own = await resolver.addresses(of: "localhost", within: .seconds(10), on: loop)
        #expect(own.contains { $0 == IPAddress("127.0.0.1") || $0 == IPAddress("::1") })
        let none = await resolver.addresses(of: "no-such-name.invalid", within: .milliseconds(200), on: loop)
        #expect(none.isEmpty)
    }
}
