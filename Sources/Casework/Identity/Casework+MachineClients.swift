public import Identity
public import MatterCore
internal import Postgres

extension Casework {
    /// Registers a system that may act as an agency for one unit.
    public func register(
        _ client: RegisterMachineClient, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) -> MachineClient {
        try requireOperator(session)
        guard MachineToken.isClient(client.id) else {
            throw .refused(
                Refusal(
                    .invalid, "machine-client-id-wrong", zh: "编号须为 client: 加 2 至 60 个小写字母、数字或 . _ -。",
                    en: "An id is client: and 2 to 60 small letters, digits or . _ -", pointer: "/id"))
        }
        guard (try? MachineToken.keys(client.keys)) != nil else {
            throw .refused(
                Refusal(
                    .invalid, "machine-keys-wrong", zh: "密钥须为可用于签名验证的公钥，且各有编号。",
                    en: "Each key is a public key with an id, for EdDSA, ES256, RS256 or PS256.", pointer: "/keys"))
        }
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            let found = try db.query(OrganisationRow.select("where id = \(client.organisation.rawValue)"))
            guard try found.first?.json(OrganisationRow.self).kind == .agencyUnit else {
                throw Refusal(
                    .invalid, "machine-client-of-unit", zh: "仅协同单位可登记系统。",
                    en: "Only an agency's unit has machine clients.", pointer: "/organisation")
            }
            try db.execute(
                """
                insert into machine_client (id, name, organisation, keys, registered_by, registered_at)
                values (\(client.id), \(client.name), \(client.organisation.rawValue),
                    \(try JSONText(client.keys))::jsonb, \(session.person.id), \(now.sql))
                """)
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin,
                    subject: "machine client \(client.id) of \(client.organisation) registered",
                    after: try accountLog.digest(client)))
            return MachineClient(
                id: client.id, name: client.name, organisation: client.organisation, keys: client.keys,
                registeredAt: now.description, disabledAt: nil)
        }
    }

    /// All machine clients, those that were disabled too.
    public func machineClients(by session: SessionState) async throws(CaseworkError) -> [MachineClient] {
        try requireOperator(session)
        return try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(
                """
                select row_to_json(row) from (
                    select id, name, organisation, keys, registered_at as "registeredAt", disabled_at as "disabledAt"
                    from machine_client order by id) as row
                """
            ).map { try $0.json(MachineClientRow.self).client }
        }
    }

    /// From now on no token of the client is taken. For good: other keys need another client.
    public func disableMachineClient(
        _ id: String, reason: String, by session: SessionState, from origin: Origin
    ) async throws(CaseworkError) {
        try requireOperator(session)
        let now = clock()
        try await writing(as: .directory) { (db: borrowing Session) in
            let disabled = try ChangedRow(
                "machine_client", set: "disabled_at = \(now.sql), disabled_by = \(session.person.id)",
                where: "id = \(id) and disabled_at is null", ledger.algorithm, db)
            guard let disabled else {
                throw Refusal(
                    .notFound, "machine-client-not-found", zh: "没有该系统，或已停用。",
                    en: "There is no such machine client, or it is disabled already.")
            }
            db.onCommit(
                try accountLog.change(
                    by: session, at: now, origin: origin, subject: "machine client \(id) disabled", ground: reason,
                    before: disabled.before, after: disabled.after))
        }
    }

    /// For whom a machine's token speaks, or why it is not believed. A token is taken once: its number is on disk before
    /// anything is done for it.
    ///
    /// - Parameter isUsed: Whether this very request has shown the token before, and asks whether it is still good.
    public func principal(
        of token: SignedToken, client id: String, from origin: Origin, isUsed: Bool = false
    ) async throws(CaseworkError) -> Result<Principal, TokenFault> {
        let now = clock()
        let row = try await reading(as: .directory) { (db: borrowing Session) in
            try db.query(
                """
                select row_to_json(row) from (
                    select client.name, client.keys, row_to_json(body) as organisation
                    from machine_client as client join organisation as body on body.id = client.organisation
                    where client.id = \(id) and client.disabled_at is null) as row
                """
            ).first?.json(SigningClientRow.self)
        }
        guard let row else { return .failure(.issuer) }
        let checked: MachineToken
        do throws(TokenFault) {
            checked = try await MachineToken(token, client: id, keys: try MachineToken.keys(row.keys), at: now)
        } catch {
            return .failure(error)
        }
        let inserted = try await writing(as: .directory) { (db: borrowing Session) in
            if isUsed { return 1 }
            return try db.execute(
                """
                insert into machine_token (client, number, forget_after)
                values (\(id), \(checked.number), \(checked.isForgottenAfter.sql))
                on conflict on constraint machine_token_once do nothing
                """)
        }
        guard inserted == 1 else { return .failure(.replayed) }
        return .success(
            Principal(
                id: id, name: row.name, role: .agency, organisation: row.organisation.organisation, origin: origin))
    }

    /// Forgets the numbers of tokens that are refused for their age by now.
    public func sweepMachineTokens() async throws(CaseworkError) -> Int {
        let now = clock()
        return try await writing(as: .directory) { (db: borrowing Session) in
            try db.execute("delete from machine_token where forget_after < \(now.sql)")
        }
    }
}
