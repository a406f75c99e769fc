import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import HTTPAPI

/// Everybody looks at everything, and then asks who did. Compared with a rule worked out from the stored entries one by
/// one, over HTTP and beneath it with the policies of the database alone.
@Suite(.serialized) struct AccessAuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func theLogShowsWhatItsReaderMayKnow() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 5, seed: 20_261_124)
            let oracle = AccessOracle(matters)
            let tally = Tally()
            var people: [(Principal, Person)] = []
            for organisation in matters.organisations {
                for role in Role.allCases where role.isHeld(in: organisation.kind) {
                    let person = try await site.person(role, organisation.id)
                    let principal = Principal(id: person.id, name: "示例", role: role, organisation: organisation)
                    people.append((principal, person))
                }
            }
            for (_, person) in people {
                for state in matters.states { _ = try await person.ask("/v1/matters/\(state.id)") }
                for path in ["/v1/matters", "/v1/inbox", "/v1/matters/999999"] { _ = try await person.ask(path) }
            }
            _ = try await site.signIn("judge-330603", password: "wrong")
            _ = try await site.signedIn("tax-330603")
            try await site.casework.flushAccessLog(everything: true)
            let log = try await oracle.stored(site)
            #expect(Set(log.map(\.row.kind)).isSuperset(of: [.view, .disclosure, .denial, .configurationChange]))
            let newest = log.map(\.id).max() ?? 0

            for (principal, person) in people {
                // The second lock alone.
                let shown = try await site.casework.reading(as: .reader(principal)) { (db: borrowing Session) in
                    try db.query("select id from access_entry where id <= \(newest)").map { try $0.next(Int64.self) }
                }
                let allowed = log.filter { entry in
                    oracle.shows(entry, to: principal)
                        || matters.states.contains { oracle.shows(entry, of: $0, to: principal) }
                }
                tally.compare("\(principal.id) policy", shown.map(String.init), Set(allowed.map { "\($0.id)" }))

                for limit in [200, 7] {
                    let items = try await person.all("/v1/accesses", limit: limit).filter { $0.id <= newest }
                    let expected = log.filter { oracle.shows($0, to: principal) }
                    tally.compare(
                        "\(principal.id) log", items.map { "\($0.id)" }, Set(expected.map { "\($0.id)" }))
                    for (item, entry) in oracle.pairs(items, log) {
                        let known = Set(oracle.matters(of: entry, to: principal).map(Int.init))
                        if item.matters != known || !item.shownMatters.isSubset(of: known) {
                            tally.miss("\(principal.id) \(item)")
                        }
                    }
                }
                for state in matters.states {
                    let path = "/v1/matters/\(state.id)/accesses"
                    let answer = try await person.ask(path)
                    switch oracle.rule.logReach(principal, state) {
                    case .nobody where oracle.rule.reads(principal, state):
                        tally.compare(path, ["\(answer.status)"], ["403"])
                    case .nobody:
                        let absent = try await person.ask("/v1/matters/999999/accesses")
                        tally.compare(path, [answer.withoutInstance], [absent.withoutInstance])
                        tally.compare(path, ["\(answer.status)"], ["404"])
                    case .everybody, .organisation:
                        let items = try await person.all(path, limit: 50).filter { $0.id <= newest }
                        let expected = log.filter { oracle.shows($0, of: state, to: principal) }
                        tally.compare(
                            "\(principal.id) \(path)", items.map { "\($0.id)" }, Set(expected.map { "\($0.id)" }))
                        for item in items where item.matters != [Int(state.id)] {
                            if !item.isOwn(principal) || !item.matters.contains(Int(state.id)) {
                                tally.miss("\(principal.id) \(path) \(item)")
                            }
                        }
                    }
                }
            }
            tally.report("access log", since: started, atLeast: 500)
        }
    }
}

/// Who may know of which entry, from the entries and matters themselves.
struct AccessOracle {
    struct Entry: Sendable {
        let id: Int64
        let row: AccessRow
    }

    let rule: ReadOracle
    private let states: [Int64: MatterState]
    private let regions: [OrganisationID: String]

    init(_ matters: SeededMatters) {
        rule = ReadOracle(matters.organisations)
        states = Dictionary(uniqueKeysWithValues: matters.states.map { ($0.id, $0) })
        regions = Dictionary(uniqueKeysWithValues: matters.organisations.map { ($0.id, $0.region) })
    }

    func stored(_ site: Site) async throws -> [Entry] {
        try await site.casework.reading(as: .service) { (db: borrowing Session) in
            try db.query("select id, row_to_json(access_entry) from access_entry order by id").map {
                Entry(id: try $0.next(), row: try $0.json(AccessRow.self))
            }
        }
    }

    /// Entries about one matter, for who asks for those.
    func shows(_ entry: Entry, of state: MatterState, to principal: Principal) -> Bool {
        guard entry.row.matters.contains(state.id) else { return false }
        return switch rule.logReach(principal, state) {
        case .everybody: true
        case .organisation: entry.row.organisation == principal.organisation.id
        case .nobody: false
        }
    }

    /// Entries that somebody is shown without naming a matter.
    func shows(_ entry: Entry, to principal: Principal) -> Bool {
        if isOwn(entry, principal) { return true }
        let row = entry.row
        switch principal.role {
        case .auditor:
            guard row.matters.isEmpty else { return !matters(of: entry, to: principal).isEmpty }
            let region = row.organisation.flatMap { regions[$0] }
            return row.kind == .configurationChange || region?.hasPrefix(principal.organisation.region) == true
        case .operator:
            return row.matters.isEmpty
                && [.signIn, .signInFailed, .signOut, .configurationChange].contains(row.kind)
        case .judge, .administrator, .agency: return false
        }
    }

    func matters(of entry: Entry, to principal: Principal) -> [Int64] {
        if isOwn(entry, principal) { return entry.row.matters }
        return entry.row.matters.filter { states[$0].map { rule.reads(principal, $0) } == true }
    }

    func pairs(_ items: [JSON], _ log: [Entry]) -> [(JSON, Entry)] {
        let byID = Dictionary(uniqueKeysWithValues: log.map { (Int($0.id), $0) })
        return items.compactMap { item in byID[item.id].map { (item, $0) } }
    }

    private func isOwn(_ entry: Entry, _ principal: Principal) -> Bool {
        entry.row.personID == principal.id
            && (entry.row.organisation == nil || entry.row.organisation == principal.organisation.id)
    }
}

extension JSON {
    fileprivate var id: Int { self["id"]?.whole.map { Int($0) } ?? 0 }
    fileprivate var matters: Set<Int> { Set((self["matters"]?.elements ?? []).compactMap { $0.whole.map { Int($0) } }) }
    fileprivate var shownMatters: Set<Int> {
        Set((self["detail"]?["shown"]?.elements ?? []).compactMap { $0["matter"]?.whole.map { Int($0) } })
    }
    fileprivate func isOwn(_ principal: Principal) -> Bool { self["by"]?["id"]?.text == principal.id }
}
