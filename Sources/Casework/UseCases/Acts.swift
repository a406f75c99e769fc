internal import Ledger
internal import MatterCore
internal import Postgres

/// Acts on different matters that share a unit of work. Load, decide, record: one trip to load everything, the pure core
/// for each, one trip to record everything.
struct Acts {
    private let envelopes: [Envelope]
    private let now: Instant
    private let definitions: Definitions
    private let calendars: Calendars
    private let algorithm: HashAlgorithm

    init(
        _ envelopes: [Envelope], now: Instant, definitions: Definitions, calendars: Calendars, algorithm: HashAlgorithm
    ) {
        self.envelopes = envelopes
        self.now = now
        self.definitions = definitions
        self.calendars = calendars
        self.algorithm = algorithm
    }

    /// What came of an act, and what its answer shows beside what its author did now: an earlier answer once more, or
    /// what a stale act has missed.
    struct Answer: Sendable {
        var result: Result<Outcome, CaseworkError>
        var shown: AccessEntry?
    }

    func run(_ db: borrowing Session) throws -> [Answer] {
        // Load.
        let store = MatterStore(
            Dictionary(uniqueKeysWithValues: envelopes.map { ($0.matter, Extent($0.command.needs)) }))
        var surroundings = Surroundings(
            envelopes.map { .init(matter: $0.matter, principal: $0.principal, needs: $0.command.needs) })
        let owners = envelopes.map { IdempotencyOwner($0.principal, $0.idempotency) }
        var answers = try db.query(
            store.queries(locking: true) + [IdempotencyRow.select(owners), Calendars.mark]
                + surroundings.queries)[...]
        let (states, heads) = try store.chained(&answers)
        let used = try UsedKeys(&answers)
        let calendar = try calendars.calendar(at: answers.take(), db)
        try surroundings.read(&answers)

        let workflows = try states.mapValues { try definitions.workflow($0.workflow) }

        // Decide.
        var recording = Recording()
        var results: [Answer] = []
        for (envelope, owner) in zip(envelopes, owners) {
            do {
                if let outcome = try used.answer(to: owner, envelope.idempotency, matter: envelope.matter, db) {
                    let state = states[envelope.matter]
                    results.append(
                        Answer(
                            result: .success(shown(outcome, to: envelope.principal, state)),
                            shown: try entry("replay", envelope.principal, state, db)))
                    continue
                }
                guard let state = states[envelope.matter], let workflow = workflows[envelope.matter] else {
                    throw CaseworkError.matterNotFound
                }
                let context = surroundings.context(
                    for: envelope.principal, matter: state.id, workflow: workflow, calendar: calendar, now: now,
                    target: envelope.command.version(of: state.workflow).flatMap { try? definitions.workflow($0) })
                let (after, events) = try Decision.decide(
                    envelope.command, expecting: envelope.expecting, state: state, context: context)
                let key = IdempotencyRow(
                    owner, digest: envelope.idempotency.digest, matter: after.id,
                    outcome: StoredOutcome(of: envelope.command, after: after, events: events), at: now)
                let hashes = try recording.add(
                    before: state, head: heads[state.id] ?? .zero, after: after, events: events, key: key,
                    under: workflow, try definitions.seal(state.workflow, algorithm, origin: envelope.principal.origin))
                let outcome = Outcome(of: envelope.command, after: after, events: events, hashes: hashes)
                results.append(Answer(result: .success(shown(outcome, to: envelope.principal, after))))
            } catch let refusal as Refusal {
                let state = states[envelope.matter]
                let error = try explain(refusal, of: envelope, state, db)
                var answer = Answer(result: .failure(error))
                if case .stale(_, let missed) = error, !missed.since.isEmpty {
                    answer.shown = try entry("changes", envelope.principal, state, db)
                }
                results.append(answer)
            } catch let error as CaseworkError {
                results.append(Answer(result: .failure(error)))
            }
        }

        // Record: travels with commit.
        for query in try recording.queries() { db.onCommit(query) }
        return results
    }

    /// The entry for what an answer shows of the past. What a unit holds in the matter is read: the act did not need it.
    private func entry(
        _ subject: String, _ principal: Principal, _ state: MatterState?, _ db: borrowing Session
    ) throws -> AccessEntry? {
        guard let state else { return nil }
        var shown = Shown(Shown.Matter(id: state.id, workflow: state.workflow, held: []))
        if principal.role == .agency {
            let rows = try db.query("select \(Shown.json(for: principal)) from matter where matter.id = \(state.id)")
            shown = try Shown(matters: rows.map { try $0.json() })
        }
        return try shown.entry(subject, at: now, to: principal, definitions)
    }

    /// Adds to a stale act what its sender has missed.
    private func explain(
        _ refusal: Refusal, of envelope: Envelope, _ state: MatterState?, _ db: borrowing Session
    ) throws -> CaseworkError {
        guard refusal.kind == .stale, let expected = envelope.expecting, let state else { return .refused(refusal) }
        let current: Int
        let since: [MatterEvent]
        if case .duty(let number, _) = envelope.command {
            current = state.assignments[number]?.version ?? 0
            // Each event about an assignment raises its version by one.
            let missed = min(50, max(0, current - expected))
            since = try EventStore.newest(missed, of: state.id, where: EventStore.about(number, of: state.id), db)
                .map(\.event)
        } else {
            current = state.version
            // Versions only grow, so what was missed is among the newest; a condition would read on in vain.
            since = try EventStore.newest(50, of: state.id, where: "assignment is null", db)
                .map(\.event).filter { $0.matterVersion > expected }
        }
        let disclosure = Disclosure(to: envelope.principal, assignments: state.assignments.values)
        return .stale(refusal, CaseworkError.Staleness(current: current, since: disclosure.events(since)))
    }

    private func shown(_ outcome: Outcome, to principal: Principal, _ state: MatterState?) -> Outcome {
        let assignments = state.map { Array($0.assignments.values) } ?? []
        return outcome.shown(by: Disclosure(to: principal, assignments: assignments))
    }
}

extension Outcome {
    /// What a decision did.
    init(of command: Command?, after: MatterState, events: [MatterEvent], hashes: [Digest]) {
        self.init(
            matter: after.id, version: after.version, assignment: Assignment(of: command, after: after),
            events: events, hashes: hashes.map(\.hex), isReplay: false)
    }

    /// As its author is told it: an act may record what the author does not read.
    func shown(by disclosure: Disclosure) -> Outcome {
        let shown = zip(events, hashes).filter { disclosure.shows($0.0) }
        return Outcome(
            matter: matter, version: version, assignment: assignment, events: shown.map(\.0), hashes: shown.map(\.1),
            isReplay: isReplay)
    }
}

extension Outcome.Assignment {
    /// The assignment that the command acts on.
    fileprivate init?(of command: Command?, after: MatterState) {
        guard case .duty(let number, _) = command, let assignment = after.assignments[number] else { return nil }
        self.init(number: number, version: assignment.version)
    }
}

extension StoredOutcome {
    init(of command: Command?, after: MatterState, events: [MatterEvent]) {
        self.init(
            version: after.version, assignment: Outcome.Assignment(of: command, after: after),
            firstEvent: events.first?.number ?? 1, lastEvent: events.last?.number ?? 0)
    }
}
