public import MatterCore
internal import Postgres

extension Casework {
    /// Does one act: load, decide, record, in one transaction and two round trips.
    public func perform(
        _ command: Command, on matter: Int64, expecting: Int?, by principal: Principal, idempotency: IdempotencyClaim
    ) async throws(CaseworkError) -> Outcome {
        let envelope = Envelope(
            command, matter: matter, expecting: expecting, principal: principal, idempotency: idempotency)
        guard let result = await perform([envelope]).first else {
            throw .failed("a batch of one gave no result")
        }
        return try result.get()
    }

    /// Does many acts at the cost of few: those on different matters share a transaction. Each has its own outcome, in
    /// the order of the envelopes; a refused act does not disturb the others.
    public func perform(_ envelopes: [Envelope]) async -> [Result<Outcome, CaseworkError>] {
        var results: [Result<Outcome, CaseworkError>?] = envelopes.map { _ in nil }
        var waiting = Array(envelopes.indices)
        while !waiting.isEmpty {
            // At most one act a matter and one use of a key: the next sees what this one did.
            var matters: Set<Int64> = []
            var keys: Set<IdempotencyOwner> = []
            let round = waiting.filter { index in
                let envelope = envelopes[index]
                let owner = IdempotencyOwner(envelope.principal, envelope.idempotency)
                guard matters.count < Self.largestUnit, !matters.contains(envelope.matter), !keys.contains(owner) else {
                    return false
                }
                matters.insert(envelope.matter)
                keys.insert(owner)
                return true
            }
            for (index, result) in zip(round, await performTogether(round.map { envelopes[$0] })) {
                results[index] = result
            }
            waiting.removeAll { results[$0] != nil }
        }
        return results.compactMap { $0 }
    }

    /// More in one transaction would hold locks too long.
    private static let largestUnit = 64

    private func performTogether(_ envelopes: [Envelope]) async -> [Result<Outcome, CaseworkError>] {
        let now = clock()
        do throws(CaseworkError) {
            let answers = try await recording(as: Scope(envelopes)) { (db: borrowing Session) in
                try Acts(
                    envelopes, now: now, definitions: definitions, calendars: calendars, algorithm: ledger.algorithm
                ).run(db)
            }
            return await putOnRecord(answers)
        } catch {
            guard envelopes.count > 1, !error.isAboutService else { return envelopes.map { _ in .failure(error) } }
            // One act broke a constraint and took the others with it: each on its own, then.
            var results: [Result<Outcome, CaseworkError>] = []
            for envelope in envelopes { results += await performTogether([envelope]) }
            return results
        }
    }
}

extension Casework {
    /// The results, once what they show of the past is on record; what cannot be recorded is not shown.
    private func putOnRecord(_ answers: [Acts.Answer]) async -> [Result<Outcome, CaseworkError>] {
        var results: [Result<Outcome, CaseworkError>] = []
        for answer in answers {
            do throws(CaseworkError) {
                if let entry = answer.shown { try await record(entry) }
                results.append(answer.result)
            } catch {
                results.append(.failure(error))
            }
        }
        return results
    }
}

extension Scope {
    /// What acts together may touch.
    fileprivate init(_ envelopes: [Envelope]) {
        self = .matters(
            envelopes.map(\.matter), named: envelopes.flatMap(\.command.needs.matters),
            owners: envelopes.map { IdempotencyOwner($0.principal, $0.idempotency) })
    }
}
