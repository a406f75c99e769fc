import MatterCore
import Postgres
import Testing

@testable import Casework

/// Every read path shows a principal exactly the matters that the pure predicate allows.
@Suite struct VisibilityTests {
    @Test func everyReadPathAgreesWithThePredicate() async throws {
        try await inOffice { office in
            let organisations = try await office.casework.organisations()
            var matters: [Int64] = []
            for (court, firm) in [
                ("COURT-330602", "FIRM-A"), ("COURT-330603", "FIRM-B"), ("COURT-3306", "FIRM-A"),
            ] {
                matters.append(try await office.takeover(court: OrganisationID(court), firm: OrganisationID(firm)))
                matters.append(try await office.watched(court: OrganisationID(court)))
            }
            // Put on the watch list by an agency.
            matters.append(
                try await office.casework.open(
                    OpenMatter(
                        origin: "watch_list", debtorName: "示例", creditCode: office.creditCode(), court: "COURT-330602"),
                    by: office.principal(.agency, "PBC-3306"), idempotency: office.claim()
                ).matter)
            for matter in matters { try await Self.addAttachment(to: matter, office) }
            // Sealed and opened by an agency that owes nothing in it.
            try await office.seal(matters[matters.count - 1], court: "COURT-330602", judge: "p", panel: [])
            // Sealed: `p`, who reads below in every post, is the judge, on the panel, or neither.
            let panel = [Person(id: "p", name: "示例")]
            for (court, judge, panel) in [
                ("COURT-330602", "p", []), ("COURT-330603", "judge-1", panel), ("COURT-330603", "judge-1", []),
            ] {
                let matter = try await office.takeover(court: OrganisationID(court), firm: "FIRM-A")
                try await Self.addAttachment(to: matter, office)
                try await office.seal(matter, court: OrganisationID(court), judge: judge, panel: panel)
                matters.append(matter)
            }

            let facts = try await Self.facts(matters, office)
            var seen = 0
            var hidden = 0
            for organisation in organisations {
                for role in Role.allCases {
                    let principal = Principal(id: "p", name: "示例", role: role, organisation: organisation)
                    let allowed = Set(matters.filter { Access.mayRead(principal, facts[$0]!) })
                    let listed = try await office.casework.matters(
                        MatterFilter(), page: PageRequest(size: 200), by: principal)
                    #expect(Set(listed.items.map(\.id)) == allowed, "\(role) \(organisation.id)")
                    #expect(
                        try await office.casework.countMatters(MatterFilter(search: "示例"), by: principal)
                            == allowed.count)
                    // The look-ups of a role that fits its organisation; the clause of the others is constant.
                    guard role.fits(organisation.kind) else {
                        #expect(allowed.isEmpty || role == .auditor)
                        continue
                    }
                    for matter in matters {
                        let isAllowed = allowed.contains(matter)
                        seen += isAllowed ? 1 : 0
                        hidden += isAllowed ? 0 : 1
                        for found in try await Self.lookUps(matter, principal, office) { #expect(found == isAllowed) }
                    }
                    if role == .agency {
                        for tab in Inbox.Tab.allCases {
                            let inbox = try await office.casework.inbox(
                                tab, page: PageRequest(size: 200), by: principal)
                            #expect(Set(inbox.page.items.map(\.matter)).isSubset(of: allowed))
                            #expect(inbox.counts[tab.rawValue] == inbox.page.items.count)
                        }
                    }
                }
            }
            #expect(seen > 50 && hidden > 50)
        }
    }

    private static func addAttachment(to matter: Int64, _ office: Office) async throws {
        let court = try #require(try await office.stored(matter)).court
        _ = try await office.casework.attach(
            name: "a.txt", mediaType: "text/plain", bytes: Pieces(["内容".utf8.map { $0 }]), to: matter,
            by: office.principal(.judge, court), key: "attach-\(office.next())")
    }

    /// From whole rows, not from the clause that is tested.
    static func facts(_ matters: [Int64], _ office: Office) async throws -> [Int64: Access.ReadFacts] {
        let parents: [OrganisationID: OrganisationID] = Dictionary(
            uniqueKeysWithValues: try await office.casework.organisations().compactMap { organisation in
                organisation.parent.map { (organisation.id, $0) }
            })
        var facts: [Int64: Access.ReadFacts] = [:]
        for matter in matters {
            let state = try #require(try await office.stored(matter))
            let ancestors = Array(sequence(first: state.court) { parents[$0] }.dropFirst())
            facts[matter] = Access.ReadFacts(
                court: state.court, courtAncestors: ancestors, region: state.region,
                administrator: state.administrator, openedBy: state.openedBy,
                involvedUnits: Set(state.assignments.values.flatMap { [$0.unit] + $0.parts.map(\.unit) }),
                isSealed: state.sealedAt != nil, judges: state.judges)
        }
        return facts
    }

    /// Whether each way to look something up finds it.
    private static func lookUps(_ matter: Int64, _ principal: Principal, _ office: Office) async throws -> [Bool] {
        let casework = office.casework
        let page = PageRequest(size: 1)
        let assignments = try await office.stored(matter)?.assignments.keys.sorted() ?? []
        var found = [
            try await finds { _ = try await casework.matter(matter, by: principal) },
            try await finds { _ = try await casework.history(of: matter, page: page, by: principal) },
            try await finds { _ = try await casework.nextMoves(of: matter, by: principal) },
            try await finds {
                _ = try await casework.criticalPath(of: matter, course: .completed, ending: nil, by: principal)
            },
            try await finds { _ = try await casework.duties(of: matter, by: principal) },
            try await finds { _ = try await casework.attachment(1, of: matter, by: principal) },
            try await finds { _ = try await casework.file(1, of: matter, by: principal) },
        ]
        if let number = assignments.first {
            found.append(try await finds { _ = try await casework.duty(number, of: matter, by: principal) })
            found.append(try await finds { _ = try await casework.dutyClock(number, of: matter, by: principal) })
        }
        return found
    }

    private static func finds(_ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return true
        } catch CaseworkError.refused(let refusal)
            where ["attachment-not-found", "assignment-not-found", "role-may-not"].contains(refusal.code)
        {
            // The matter is there; this part of it is not this reader's.
            return true
        } catch CaseworkError.refused(let refusal) where refusal.code == "matter-not-found" {
            return false
        }
    }
}

extension Role {
    fileprivate func fits(_ kind: Organisation.Kind) -> Bool {
        switch self {
        case .judge: kind == .court
        case .administrator: kind == .administratorFirm
        case .agency: kind == .agencyUnit
        case .auditor: kind == .court || kind == .coordinationOffice
        case .operator: kind == .operator
        }
    }
}

extension Office {
    func seal(_ matter: Int64, court: OrganisationID, judge: String, panel: [Person]) async throws {
        let person = Person(id: judge, name: "示例")
        let assignment = AssignJudge(judge: person, panel: panel)
        _ = try await act(.assignJudge(assignment), matter, by: try await principal(.judge, court))
        _ = try await act(
            .sealMatter(GiveReason(reason: "示例")), matter, by: try await principal(.judge, court, judge))
    }
}
