internal import Postgres

extension Casework {
    /// A read on one snapshot, with the database's errors turned into ours.
    func reading<T: Sendable>(
        as scope: Scope, _ body: @Sendable (_ db: borrowing Session) throws -> T
    ) async throws(CaseworkError) -> T {
        try await withDefinitions { try await database.read(preamble: scope.preamble, body) }
    }

    /// A unit of work, with the database's errors turned into ours.
    func writing<T: Sendable>(
        as scope: Scope, _ body: @Sendable (_ db: borrowing Session) throws -> T
    ) async throws(CaseworkError) -> T {
        try await withDefinitions { try await database.write(preamble: scope.preamble, body) }
    }

    /// A unit of work that uses keys and leaves something for the sequencer. When two requests with one key meet, the loser runs again and finds what the
    /// winner was answered.
    func recording<T: Sendable>(
        as scope: Scope, _ body: @Sendable (_ db: borrowing Session) throws -> T
    ) async throws(CaseworkError) -> T {
        defer { news.committed() }
        do throws(CaseworkError) {
            return try await writing(as: scope, body)
        } catch {
            guard case .keyTaken = error else { throw error }
            return try await writing(as: scope, body)
        }
    }

    /// Runs again after learning the definitions when a matter runs under one that another process published.
    private func withDefinitions<T>(_ body: () async throws -> T) async throws(CaseworkError) -> T {
        do {
            do {
                return try await body()
            } catch is UnknownDefinition {
                try await definitions.learn(from: database)
                return try await body()
            }
        } catch {
            throw CaseworkError(error)
        }
    }
}
