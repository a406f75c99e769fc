internal import Ledger
public import MatterCore
internal import Postgres

extension Casework {
    /// Opens a matter under the definition that is valid today.
    public func open(
        _ command: OpenMatter, by principal: Principal, idempotency: IdempotencyClaim
    ) async throws(CaseworkError) -> Outcome {
        let now = clock()
        guard let workflow = definitions.current(on: now.legalDate) else {
            throw .failed("no published workflow is valid on \(now.legalDate)")
        }
        guard let court = command.court ?? (principal.role == .judge ? principal.organisation.id : nil) else {
            throw .refused(
                Refusal(
                    .invalid, "court-missing", zh: "须写明受理法院。", en: "Name the court that is to handle the matter.",
                    pointer: "/court"))
        }
        let opening = OpeningAct(
            command: command, court: court, principal: principal, claim: idempotency, workflow: workflow, now: now,
            calendars: calendars, seal: try seal(workflow, origin: principal.origin))
        do throws(CaseworkError) {
            let outcome = try await run(opening)
            // The answer of a repeated request shows the matter once more.
            if outcome.isReplay, let entry = try opening.replay(outcome.matter, definitions) { try await record(entry) }
            return outcome
        } catch {
            if let entry = opening.told(error) { try await record(entry) }
            throw error
        }
    }

    private func run(_ opening: OpeningAct) async throws(CaseworkError) -> Outcome {
        do throws(CaseworkError) {
            return try await recording(as: opening.scope) { (db: borrowing Session) in try opening.run(db) }
        } catch {
            guard case .refused(let refusal) = error, refusal == SchemaConstraints.refusals["debtor_open_once"] else {
                throw error
            }
            // Another opening was faster by less than a transaction. If it had this key, its answer is ours;
            // otherwise it can be named now.
            return try await recording(as: opening.scope) { (db: borrowing Session) in try opening.run(db) }
        }
    }
}

extension OpeningAct {
    /// The entry for an earlier answer that is given once more.
    fileprivate func replay(_ matter: Int64, _ definitions: Definitions) throws(CaseworkError) -> AccessEntry? {
        do {
            // Under the definition of today: the key is at most two days old.
            let shown = Shown(Shown.Matter(id: matter, workflow: WorkflowKey(workflow), held: []))
            return try shown.entry("replay", at: now, to: principal, definitions)
        } catch {
            throw CaseworkError(error)
        }
    }

    /// The entry for a refusal that names the open matter of the debtor, which its reader may not see otherwise.
    fileprivate func told(_ error: CaseworkError) -> AccessEntry? {
        guard case .refused(let refusal) = error, refusal.code == "debtor-already-open",
            let matter = refusal.unmet.first.flatMap({ Int64($0.subject) })
        else { return nil }
        let ground = RecordedGround(basis: GroundOfAccess.openMatter)
        return AccessEntry(
            .disclosure, at: now, by: principal, subject: "openMatter", ground: ground.text, matters: [matter],
            detail: ["grounds": .array([ground.json])])
    }
}

/// The unit of work that opens a matter.
private struct OpeningAct: Sendable {
    let command: OpenMatter
    let court: OrganisationID
    let principal: Principal
    let claim: IdempotencyClaim
    let workflow: Workflow
    let now: Instant
    let calendars: Calendars
    let seal: Seal

    /// The matter has no number yet. What the load needs is the own key.
    var scope: Scope { .matters([], owners: [IdempotencyOwner(principal, claim)]) }

    func run(_ db: borrowing Session) throws -> Outcome {
        // Load.
        let owner = IdempotencyOwner(principal, claim)
        let load: [Query] = [
            openMatters,
            // After the open matters: a matter that the same key opened meanwhile must not be taken for another.
            IdempotencyRow.select([owner]),
            OrganisationRow.select("where id = \(court.rawValue)"),
            Surroundings.nearestUnits(to: "(select region from organisation where id = \(court.rawValue))"),
            "select nextval(pg_get_serial_sequence('matter', 'id'))",
            Calendars.mark,
        ]
        var answers = try db.query(load)[...]
        let other = try refusal(answers.take())
        let used = try UsedKeys(&answers)
        if let used = try used.row(of: owner, claim, matter: nil) {
            // The answer shows the matter that the key opened, and no more.
            for setting in Scope.matters([used.matter]).preamble { _ = try db.query(setting) }
            return try used.outcome(db).shown(by: Disclosure(to: principal, assignments: []))
        }
        guard let row = try answers.take().first else {
            throw Refusal(
                .invalid, "unknown-court", zh: "没有该法院。", en: "There is no such court.", pointer: "/court")
        }
        let court = try row.json(OrganisationRow.self).organisation
        var units: [AgencyID: OrganisationID] = [:]
        for row in try answers.take() {
            units[AgencyID(try row.next(String.self))] = OrganisationID(try row.next(String.self))
        }
        guard let id = try answers.take().first?.next(Int64.self) else { throw CaseworkError.failed("no number") }
        let calendar = try calendars.calendar(at: answers.take(), db)

        // Decide.
        let context = DecisionContext(
            workflow: workflow, calendar: calendar, principal: principal, now: now, units: units)
        let (state, events) = try Decision.open(command, id: id, court: court, context: context)
        if let other { throw other }

        // Record.
        var recording = Recording()
        let hashes = try recording.add(
            before: nil, head: .zero, after: state, events: events,
            key: IdempotencyRow(
                owner, digest: claim.digest, matter: id,
                outcome: StoredOutcome(of: nil, after: state, events: events), at: now),
            under: workflow, seal)
        for query in try Scope.matters([id]).preamble + recording.queries() { db.onCommit(query) }
        return Outcome(of: nil, after: state, events: events, hashes: hashes)
            .shown(by: Disclosure(to: principal, assignments: state.assignments.values))
    }

    private var openMatters: Query {
        """
        select id, case_number, court_zh, court_en from open_matter_of(\(command.creditCode))
        """
    }

    /// Says which matter of the debtor is open, and where; a debtor has at most one.
    private func refusal(_ rows: Rows) throws -> Refusal? {
        guard let row = rows.first else { return nil }
        guard let id = try row.next(Int64?.self) else { return SchemaConstraints.refusals["debtor_open_once"] }
        let name = try row.next(String?.self) ?? "\(id)"
        let court = LocalText(zh: try row.next(), en: try row.next())
        return Refusal(
            .conflict, "debtor-already-open", zh: "该债务人已有在办案件 \(name)（\(court.zh)）。",
            en: "The matter \(name) of this debtor is open at \(court.en).",
            remedy: LocalText(zh: "请在原案件中办理。", en: "Work in the matter that is open."), pointer: "/creditCode",
            unmet: [
                UnmetCondition(
                    kind: "matter", subject: "\(id)",
                    text: LocalText(zh: "在办案件 \(name)", en: "open matter \(name)"), roles: [.judge])
            ])
    }
}
