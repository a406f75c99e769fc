import MatterCore
import Postgres
import Testing

@testable import Casework

/// The second lock alone: what the database shows and takes under each scope, with no condition of the program's.
@Suite struct RowSecurityTests {
    /// What the server's login may do to each table, and to no other.
    private static let grants: [String: String] = [
        "schema_version": "SELECT", "workflow_version": "INSERT SELECT", "organisation": "INSERT SELECT UPDATE",
        "matter": "INSERT SELECT UPDATE", "duty_assignment": "INSERT SELECT UPDATE",
        "duty_part": "INSERT SELECT UPDATE", "reminder": "INSERT SELECT UPDATE",
        "involvement": "INSERT SELECT UPDATE", "assistance_request": "INSERT SELECT", "attachment": "INSERT SELECT",
        "instrument": "INSERT SELECT UPDATE", "deadline": "INSERT SELECT UPDATE", "matter_event": "INSERT SELECT",
        "idempotency_key": "DELETE INSERT SELECT",
        "outage": "INSERT SELECT", "recomputation": "INSERT SELECT UPDATE",
        "timekeeping_failure": "DELETE INSERT SELECT UPDATE",
        "access_entry": "INSERT SELECT", "access_entry_matter": "INSERT SELECT",
        "ledger_pending": "DELETE INSERT SELECT",
        "machine_client": "INSERT SELECT UPDATE", "machine_token": "DELETE INSERT SELECT",
        "notice_address": "INSERT SELECT UPDATE", "outgoing_message": "DELETE INSERT SELECT UPDATE",
        "provider_identity": "DELETE INSERT SELECT", "sign_in_attempt": "DELETE INSERT SELECT",
        "ledger": "INSERT SELECT", "ledger_leaf": "INSERT SELECT", "ledger_node": "INSERT SELECT",
        "ledger_key": "INSERT SELECT", "ledger_checkpoint": "INSERT SELECT", "feed_item": "DELETE INSERT SELECT",
    ]

    @Test func everyTableWithMatterDataHasAPolicyAndTheServerOnlyTheRightsItNeeds() async throws {
        try await inOffice { office in
            let open: [String] = try await office.owner.read { (db: borrowing Session) in
                try db.query(
                    """
                    select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                    and (relname = 'matter' or exists (select from pg_attribute where attrelid = pg_class.oid
                        and attname in ('matter_id', 'matter', 'matters') and not attisdropped))
                    and not (relrowsecurity and exists (select from pg_policy where polrelid = pg_class.oid
                        and polcmd in ('r', '*')))
                    """
                ).map { try $0.next(String.self) }
            }
            #expect(open == [])
            let found: [(String, String)] = try await office.owner.read { (db: borrowing Session) in
                try db.query(
                    """
                    select relname::text, string_agg(privilege_type, ' ' order by privilege_type)
                    from pg_class, aclexplode(relacl)
                    where relnamespace = 'public'::regnamespace and relkind = 'r' and grantee = 'onematter_app'::regrole
                    group by relname
                    """
                ).map { (try $0.next(String.self), try $0.next(String.self)) }
            }
            for (table, privileges) in found where Self.grants[table] != nil {
                #expect(Self.grants[table] == privileges, "\(table)")
            }
            // Tables of other parts have their own lists; what nobody may rewrite is the same for all.
            for (table, privileges) in found where table.hasSuffix("_event") || table.hasSuffix("_entry") {
                #expect(privileges == "INSERT SELECT", "\(table)")
            }
            #expect(Set(Self.grants.keys).isSubset(of: found.map(\.0)))
        }
    }

    @Test func withoutAScopeNothingOfAMatterIsThere() async throws {
        try await inOffice { office in
            _ = try await office.takeover()
            for table in try await Self.tables(office) {
                let shown = try await office.database.read { (db: borrowing Session) in
                    try db.query("select count(*) from \(raw: table)").first?.next(Int.self)
                }
                #expect(shown == 0, "\(table)")
            }
        }
    }

    /// Raw selects by every role for every organisation, against the predicate of the core.
    @Test func everyScopeShowsTheMattersOfThePredicate() async throws {
        try await inOffice { office in
            var matters: [Int64] = []
            for court in ["COURT-330602", "COURT-330603", "COURT-3306"].map({ OrganisationID($0) }) {
                matters += [try await office.takeover(court: court), try await office.watched(court: court)]
            }
            // Sealed, with `p`, the reader below, as judge, on the panel, or neither; and one opened by an agency.
            let panel = [Person(id: "p", name: "示例")]
            for (judge, panel) in [("p", []), ("judge-1", panel), ("judge-1", [])] {
                matters.append(try await office.takeover(court: "COURT-330602"))
                try await office.seal(matters[matters.count - 1], court: "COURT-330602", judge: judge, panel: panel)
            }
            matters.append(
                try await office.casework.open(
                    OpenMatter(
                        origin: "watch_list", debtorName: "示例", creditCode: office.creditCode(), court: "COURT-330602"),
                    by: office.principal(.agency, "PBC-3306"), idempotency: office.claim()
                ).matter)
            try await office.seal(matters[matters.count - 1], court: "COURT-330602", judge: "judge-1", panel: [])
            let facts = try await VisibilityTests.facts(matters, office)
            var tried = 0
            for organisation in try await office.casework.organisations() {
                for role in Role.allCases {
                    let principal = Principal(id: "p", name: "示例", role: role, organisation: organisation)
                    let allowed = Set(matters.filter { Access.mayRead(principal, facts[$0]!) })
                    for table in try await Self.tables(office)
                    where !["idempotency_key", "ledger_pending"].contains(table) {
                        let column = table == "matter" ? "id" : "matter_id"
                        let shown = try await office.casework.reading(as: .reader(principal)) {
                            (db: borrowing Session) in
                            Set(
                                try db.query("select distinct \(raw: column) from \(raw: table)")
                                    .map { try $0.next(Int64.self) })
                        }
                        tried += 1
                        if table == "matter" || (table == "matter_event" && role != .agency) {
                            #expect(shown == allowed, "\(table) \(role) \(organisation.id)")
                        } else {
                            #expect(shown.isSubset(of: allowed), "\(table) \(role) \(organisation.id)")
                        }
                    }
                }
            }
            print("row-level security: \(tried) tables and readers tried")
            #expect(tried > 1_000)
            try await Self.expectTheSameOfOneMatter(matters, office)
        }
    }

    /// Who asks for one matter is shown of it what a list would show, and of other matters no parts.
    private static func expectTheSameOfOneMatter(_ matters: [Int64], _ office: Office) async throws {
        let parts = try await tables(office).filter {
            !["matter", "idempotency_key", "ledger_pending", "ledger_leaf", "involvement"].contains($0)
        }
        let counts: [Query] = parts.map { "select matter_id, count(*) from \(raw: $0) group by 1 order by 1" }
        func shown(_ scope: Scope) async throws -> [[[Int64]]] {
            try await office.casework.reading(as: scope) { (db: borrowing Session) in
                try db.query(counts).map { rows in try rows.map { [try $0.next(), try $0.next()] } }
            }
        }
        for organisation in try await office.casework.organisations() {
            for role in Role.allCases where role.isHeld(in: organisation.kind) {
                let principal = Principal(id: "p", name: "示例", role: role, organisation: organisation)
                let all = try await shown(.reader(principal))
                for matter in matters {
                    let one = try await shown(.reader(principal, of: matter))
                    for (table, (one, all)) in zip(parts, zip(one, all)) {
                        #expect(one.filter { $0[0] == matter } == all.filter { $0[0] == matter }, "\(table) \(role)")
                        if role != .agency { #expect(one.allSatisfy { $0[0] == matter }, "\(table) \(role)") }
                    }
                }
            }
        }
    }

    /// An agency is shown the rows of its own duties, and of nobody else's.
    @Test func anAgencyIsShownItsOwnRows() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            try await Self.record(office, matter)
            let state = try #require(try await office.stored(matter))
            let units = Set(state.assignments.values.flatMap { [$0.unit] + $0.parts.map(\.unit) })
            #expect(units.count > 1)
            var instruments = 0
            for unit in units {
                let shown = try await office.casework.reading(
                    as: .reader(try await office.principal(.agency, unit))
                ) { (db: borrowing Session) in
                    try db.query([
                        "select number::text from duty_assignment order by number",
                        "select assignment::text from (select distinct assignment from matter_event) as one order by assignment",
                        "select number::text from instrument order by number",
                        "select number::text from attachment order by number",
                        "select unnest(fields) from involvement", "select number::text from deadline",
                    ]).map { rows in try rows.map { try $0.next(String.self) } }
                }
                let led = state.assignments.values.filter { $0.unit == unit }.map(\.number).sorted()
                let joined = state.assignments.values.filter { $0.parts.contains { $0.unit == unit } }.map(\.number)
                #expect(shown[0] == Set(led + joined).sorted().map { "\($0)" })
                #expect(shown[1] == led.map { "\($0)" })
                // The core decides which kinds of instruments, and which files with them.
                let reader = try await office.principal(.agency, unit)
                let parts = Disclosure(to: reader, of: state).parts(of: state, under: Office.workflow)
                #expect(shown[2] == parts.instruments.keys.sorted().map { "\($0)" }, "\(unit)")
                #expect(shown[3] == parts.attachments.keys.sorted().map { "\($0)" }, "\(unit)")
                let rules = (led + joined).compactMap { Office.workflow.duty(state.assignments[$0]!.duty)?.discloses }
                #expect(shown[4].sorted() == Set(rules.flatMap(\.codes)).sorted(), "\(unit)")
                #expect(shown[5] == [])
                instruments += shown[2].count
            }
            #expect(instruments > 0 && !state.deadlines.isEmpty)
        }
    }

    /// Instruments with files, some of which a unit is shown; a duty that is over keeps its instruments.
    private static func record(_ office: Office, _ matter: Int64) async throws {
        let judge = try await office.judge
        for kind in ["seal_letter", "track_decision"] as [InstrumentKindID] {
            let name = "\(kind).txt"
            _ = try await office.casework.attach(
                name: name, mediaType: "text/plain", bytes: Pieces([Array(name.utf8)]), to: matter, by: judge, key: name
            )
            var instrument = office.instrument(kind)
            instrument.attachment = try #require(try await office.stored(matter)?.last.attachment)
            _ = try await office.act(.recordInstrument(instrument), matter, by: judge)
        }
        let duties = try #require(try await office.stored(matter)?.assignments.values)
        for duty in duties where duty.number.isMultiple(of: 3) {
            _ = try await office.act(.duty(duty.number, .waive(GiveReason(reason: "示例"))), matter, by: judge)
        }
    }

    @Test func actsWriteInTheirOwnMattersAndReadersNowhere() async throws {
        try await inOffice { office in
            let one = try await office.takeover()
            let other = try await office.takeover()
            func insert(as scope: Scope) async -> String? {
                do {
                    _ = try await office.casework.database.write(preamble: scope.preamble) { (db: borrowing Session) in
                        try db.execute(
                            """
                            insert into attachment (matter_id, number, name, media_type, size, digest, added_by)
                            values (\(other), 99, 'a', 'text/plain', 1, repeat('0', 64), 'FIRM-A')
                            """)
                    }
                    return nil
                } catch { return (error as? PostgresError)?.sqlState }
            }
            func changed(as scope: Scope) async throws -> Int {
                try await office.casework.database.write(preamble: scope.preamble) { (db: borrowing Session) in
                    try db.execute("update matter set debtor_name = debtor_name where id = \(other)")
                }
            }
            let judge = try await office.judge
            for scope in [Scope.reader(judge), .directory, .matters([one]), .matters([one], named: [other])] {
                #expect(await insert(as: scope) == "42501")
                #expect(try await changed(as: scope) == 0)
            }
            #expect(try await changed(as: .matters([other])) == 1)
            #expect(await insert(as: .matters([other])) == nil)
        }
    }

    @Test func theServerRefusesALoginThatTheLocksDoNotHold() async throws {
        try await inOffice { office in
            let casework = Casework(
                database: office.owner, workflows: Office.workflows, files: office.casework.files,
                clock: { Office.start })
            do {
                try await casework.start()
                Issue.record("the owner was accepted")
            } catch let error as StartError {
                guard case .unboundLogin(_, .bypassesRowSecurity) = error else { throw error }
                #expect("\(error)".contains("in role onematter_app"))
            }
        }
    }

    private static func tables(_ office: Office) async throws -> [String] {
        try await office.owner.read { (db: borrowing Session) in
            try db.query(
                """
                select relname::text from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity
                and (relname = 'matter' or exists (select from pg_attribute where attrelid = pg_class.oid
                    and attname = 'matter_id'))
                and has_table_privilege('onematter_app', pg_class.oid, 'select') order by 1
                """
            ).map { try $0.next(String.self) }
        }
    }
}
