import Synchronization
package import Wire

/// How the gateway is set up, and what it lacks.
extension GatewayCore {
    package func status(for principal: Principal) -> JSONValue {
        let snapshot = snapshot
        return [
            "object": "gateway.status", "started_at": .int(startTime), "providers": .int(snapshot.providers.count),
            "models": .int(snapshot.models.count), "keys": .int(snapshot.auth.keys.count),
            "auth_mode": .string(snapshot.auth.mode.rawValue), "configuration": standing.withLock(\.self).json,
            "prices": prices(for: principal, in: snapshot),
            "tokenizers": .array(snapshot.vocabularies.encodings.map { .string($0.rawValue) }),
        ]
    }

    private func prices(for principal: Principal, in snapshot: Snapshot) -> JSONValue {
        let unpriced = ModelList.names(for: principal, in: snapshot).filter { name in
            // Of several targets one without a price is enough: a call may go there.
            router.resolve(name, in: snapshot).contains { target in
                snapshot.prices.rows(provider: target.provider, model: target.model, at: now).isEmpty
            }
        }
        let prices: JSONValue = [
            "version": .string(snapshot.prices.version), "list": snapshot.prices.list?.json ?? .null,
            "unknown": snapshot.spending.refusesUnknownPrices ? "refuse" : "flag",
            "models_without_price": .array(unpriced.map { .string($0) }),
        ]
        return prices
    }
}

extension PriceList {
    /// What it is, without its prices.
    fileprivate var json: JSONValue {
        [
            "schema": .string(Self.schema), "id": .string(id), "version": .string(version), "date": .string(date),
            "sources": .array(sources.map { .string($0.name) }), "models": .int(entries.count),
        ]
    }
}

extension ConfigurationStanding {
    fileprivate var json: JSONValue {
        let failed: JSONValue =
            failure.map { failure in
                [
                    "at": .int(failure.time), "problems": .int(failure.problems),
                    "price_catalog": .array(failure.ofPrices.map { .string($0) }),
                ]
            } ?? .null
        return ["version": .int(version), "since": .int(since), "not_taken": failed]
    }
}
