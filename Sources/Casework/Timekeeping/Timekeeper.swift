internal import Ledger
internal import MatterCore
internal import Postgres
internal import Synchronization

/// Does to matters what time alone does to them (`Timekeeping`). Any number of servers may run one: each takes matters that
/// no other holds at the moment.
///
/// There are no timers and no queue of jobs. A sweep looks for matters with something to do by their facts alone, so it
/// finds what a crash left undone as it finds what has just come due.
public struct Timekeeper: Sendable {
    /// More in one transaction would hold locks too long.
    static let largestUnit = 64

    let casework: Casework
    private let largest: Int

    public init(_ casework: Casework) { self.init(casework, largest: Self.largestUnit) }

    init(_ casework: Casework, largest: Int) {
        self.casework = casework
        self.largest = largest
    }

    /// Does all that has come due and that nobody else is at.
    public func sweep() async throws(CaseworkError) -> TimekeepingReport {
        let now = casework.clock()
        var report = TimekeepingReport()
        // By the days that count, before anything comes due by them.
        try await recount(&report, at: now)
        try await all(TimeWork.keeping(casework.definitions), &report, at: now)
        report.failing = try await TimekeepingFailure.count(casework)
        casework.timekeeping.publish(report)
        return report
    }

    /// Does one kind of work wherever it is found.
    func all(_ work: TimeWork, _ report: inout TimekeepingReport, at now: Instant) async throws(CaseworkError) {
        var idle: Set<Int64> = []
        while true {
            let found = try await keepTogether(work, Claim(limit: largest, except: idle, at: now))
            report.add(found)
            // Done by another server between the search and the lock.
            idle.formUnion(found.idle)
            if found.claimed.count < largest { break }
        }
    }

    /// One unit of work. If one matter takes it down, each of its matters is tried alone, so that the others go on.
    private func keepTogether(
        _ work: TimeWork, _ claim: Claim
    ) async throws(CaseworkError) -> TimekeepingReport.Unit {
        let claimed = Mutex<[Int64]>([])
        do {
            return try await unit { (db: borrowing Session) in
                try keep(work, claim, db) { ids in claimed.withLock { $0 = ids } }
            }
        } catch {
            let failure = CaseworkError(error)
            let matters = claimed.withLock { $0 }
            // Without a matter it is not a matter's fault.
            guard !failure.isAboutService, let first = matters.first else { throw failure }
            guard matters.count > 1 else {
                let failed = TimekeepingFailure(matter: first, error)
                try await failed.record(casework, at: claim.now)
                return TimekeepingReport.Unit(claimed: matters, failures: [failed])
            }
            var all = TimekeepingReport.Unit()
            for matter in matters {
                all.add(try await keepTogether(work, Claim(limit: 1, only: matter, at: claim.now)))
            }
            return all
        }
    }

    /// Claims, loads, lets the core decide, records.
    private func keep(
        _ work: TimeWork, _ claim: Claim, _ db: borrowing Session, onClaim: ([Int64]) -> Void
    ) throws -> TimekeepingReport.Unit {
        let calendar = try casework.calendars.current(db)
        guard let query = claim.query(try work.causes(claim, calendar)) else { return TimekeepingReport.Unit() }
        let ids = try db.query(query).map { try $0.next(Int64.self) }
        onClaim(ids)
        var unit = TimekeepingReport.Unit(claimed: ids)
        guard !ids.isEmpty else { return unit }
        let store = MatterStore(Dictionary(uniqueKeysWithValues: ids.map { ($0, work.extent) }))
        var answers = try db.query(store.queries(locking: false) + [Surroundings.offices(ofMatters: ids)])[...]
        let (states, heads) = try store.chained(&answers)
        let offices = try Surroundings.offices(answers.take())
        var recording = Recording()
        var hints = ReminderHints()
        for (matter, state) in states.sorted(by: { $0.key < $1.key }) {
            do {
                let workflow = try casework.definitions.workflow(state.workflow)
                let context = DecisionContext(
                    workflow: workflow, calendar: calendar,
                    principal: .system(of: state.court, region: state.region), now: claim.now,
                    coordinationOffice: offices[matter])
                let (after, events) = try work.decide(state, context)
                guard !events.isEmpty else {
                    unit.idle.append(matter)
                    continue
                }
                try recording.add(
                    before: state, head: heads[matter] ?? .zero, after: after, events: events, key: nil,
                    under: workflow,
                    casework.definitions.seal(state.workflow, casework.ledger.algorithm, origin: .unknown))
                hints.add(events, of: after)
                unit.events += events.count
            } catch let refusal as Refusal {
                unit.failures.append(TimekeepingFailure(matter: matter, refusal))
            }
        }
        for query in try recording.queries() { db.onCommit(query) }
        if !hints.isEmpty {
            let messages = hints.messages(
                try NoticeAddresses(try db.query(NoticeAddresses.select(hints.recipients))), at: claim.now)
            if !messages.isEmpty { db.onCommit(try OutgoingMessage.record(messages)) }
        }
        let failed = Set(unit.failures.map(\.matter))
        for failure in unit.failures { db.onCommit(failure.recorded(at: claim.now)) }
        db.onCommit(TimekeepingFailure.forget(ids.filter { !failed.contains($0) }))
        return unit
    }

    /// A unit of work whose error is what the database or the core said, to tell kinds of failures apart.
    private func unit<T: Sendable>(_ body: @Sendable (_ db: borrowing Session) throws -> T) async throws -> T {
        defer { casework.news.committed() }
        let preamble = Scope.service.preamble
        do {
            return try await casework.database.write(preamble: preamble, body)
        } catch is UnknownDefinition {
            try await casework.definitions.learn(from: casework.database)
            return try await casework.database.write(preamble: preamble, body)
        }
    }
}
