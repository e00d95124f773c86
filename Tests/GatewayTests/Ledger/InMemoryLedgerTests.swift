import Gateway
import GatewayTesting
import Testing

struct InMemoryLedgerTests {
    @Test func `it holds to the contract`() async throws {
        let problems = try await BudgetLedgerContract.problems(of: [InMemoryBudgetLedger()])
        #expect(problems == [])
    }
}
