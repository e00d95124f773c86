import Gateway
import GatewayTesting
import Testing

@Suite struct `Stores in memory` {
    @Test func `they hold to the contracts`() async throws {
        #expect(try await RecordStoreContract.problems(of: InMemoryRecordStore<StoredFile>()) == [])
        #expect(try await ContentStoreContract.problems(of: InMemoryContentStore()) == [])
    }
}
