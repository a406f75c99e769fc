import Foundation
import MatterCore
import Postgres
import Testing
import WorkflowFiles

@testable import Casework

/// Matters of several courts, firms and units in different conditions, the same for the same seed.
struct SeededMatters {
    private(set) var states: [MatterState] = []
    private(set) var events: [Int64: [MatterEvent]] = [:]
    let organisations: [Organisation]
    private var ids: [Int64] = []
    private let site: Site
    private let courts: [OrganisationID]
    private let firms: [OrganisationID]
    private var random: SplitMix

    init(_ site: Site, count: Int, seed: UInt64) async throws {
        self.site = site
        random = SplitMix(state: seed)
        let made = RandomOrganisations(Self.workflow.content.agencies.map(\.id), &random)
        for organisation in made.all { try await site.casework.create(organisation, by: nil, from: .unknown) }
        courts = ["COURT-330602", "COURT-330603", "COURT-3306"] + made.courts
        firms = ["FIRM-A", "FIRM-B", "FIRM-C"] + made.firms
        organisations = try await site.casework.organisations()
        var all: [Int64] = []
        for serial in 0..<count { all.append(try await add(serial)) }
        ids = all
        try await load()
    }

    /// Lets days pass, with a sweep on each; some of those who are reminded answer.
    mutating func letTimePass(days: Int) async throws {
        for _ in 0..<days {
            site.clock.advance(seconds: 86_400)
            _ = try await Timekeeper(site.casework).sweep()
        }
        try await load()
        for state in states where state.closedAt == nil {
            for duty in state.assignments.values.sorted(by: { $0.number < $1.number }) {
                guard let reminder = duty.reminders.filter({ $0.endedAt == nil }).randomElement(using: &random),
                    reminder.content.recipient != .court || state.judge == nil
                else { continue }
                let answering = try principal(reminder.content.recipient.role, reminder.content.organisation)
                let answer = AnswerReminder(reminder: reminder.content.number, note: "示例")
                try await act(.duty(duty.number, .answerReminder(answer)), state.id, answering)
            }
        }
        try await load()
    }

    private mutating func load() async throws {
        let matters = ids
        (states, events) = try await site.casework.reading(as: .service) { (db: borrowing Session) in
            let store = MatterStore(Dictionary(uniqueKeysWithValues: matters.map { ($0, .whole) }))
            var answers = try db.query(store.queries(locking: false))[...]
            let states = try store.states(&answers)
            var events: [Int64: [MatterEvent]] = [:]
            for id in matters { events[id] = try EventStore.newest(10_000, of: id, where: "true", db).map(\.event) }
            return (matters.compactMap { states[$0] }, events)
        }
    }

    /// On the watch list by a court or by an agency, accepted with an administrator, with a replaced one, or closed; some sealed.
    private mutating func add(_ serial: Int) async throws -> Int64 {
        let court = courts[serial % courts.count]
        let judge = try principal(.judge, court)
        let firms = firms.shuffled(using: &random)
        let body = "91330600" + String(format: "%09d", serial)
        let code = body + String(try #require(CreditCode.checkCharacter(of: body)))
        let filing = Filing(
            filer: .creditor, filerName: "示例债权人", route: .liquidation, filedOn: LegalDate("2026-02-02")!)
        var opening = OpenMatter(origin: "watch_list", debtorName: "示例企业\(serial)", creditCode: code, court: court)
        var opener = judge
        switch serial % 5 {
        case 0, 1:
            opening = OpenMatter(
                origin: "acceptance_liquidation", debtorName: "示例企业\(serial)", creditCode: code,
                caseNumber: "（2026）浙0603破\(serial + 1)号", filing: filing,
                instruments: [instrument("acceptance_ruling"), instrument("appointment_decision")])
        case 2:
            opening = OpenMatter(
                origin: "filing", debtorName: "示例企业\(serial)", creditCode: code,
                caseNumber: "（2026）浙0603破申\(serial)号", filing: filing)
        case 3: opener = try principal(.agency, units.randomElement(using: &random)!)
        default: break
        }
        let id = try await site.casework.open(
            opening, by: opener, idempotency: IdempotencyClaim(key: "open-\(serial)", request: [])
        ).matter
        if serial % 5 < 2 {
            try await act(.appointAdministrator(appointment(firms[0], 2)), id, judge)
        }
        if serial % 5 == 1 {
            try await act(.recordInstrument(instrument("administrator_replacement_decision")), id, judge)
            try await act(.appointAdministrator(appointment(firms[1], 3)), id, judge)
        }
        try await attach(to: id, judge)
        if serial % 5 < 2 { try await conduct(id, judge, firm: firms[serial % 5], serial) }
        try await work(on: id, judge)
        try await settle(id, judge)
        if serial % 5 == 2 {
            try await act(.recordInstrument(instrument("refusal_ruling")), id, judge)
            try await act(.moveProcedure(MoveProcedure(to: "REFUSED", instruments: [1])), id, judge)
            try await act(.moveStage(MoveStage(to: "CLOSED_NO_CASE", instruments: [1])), id, judge)
        }
        if serial % 5 != 2, serial % 3 == 0 {
            try await act(.assignJudge(AssignJudge(judge: judge.person, panel: [])), id, judge)
            try await act(.sealMatter(GiveReason(reason: "示例")), id, judge)
        }
        return id
    }

    /// The court goes on: facts that open duties, instruments with files, and in some matters the end of the case.
    private mutating func conduct(_ id: Int64, _ judge: Principal, firm: OrganisationID, _ serial: Int) async throws {
        for kind in ["seal_letter", "track_decision"] as [InstrumentKindID] {
            var instrument = instrument(kind)
            instrument.attachment = try await attach(to: id, judge)
            instrument.served = [.init(party: "administrator", on: instrument.issuedOn)]
            try await act(.recordInstrument(instrument), id, judge)
        }
        let facts: [MilestoneID] = ["PETITION_RISK_FLAGGED", "EVASION_LEAD_FILED", "CLAIMS_NOTICE_SENT"]
        for fact in facts.shuffled(using: &random).dropFirst(serial % 3) {
            try await act(.recordMilestone(RecordMilestone(milestone: fact, on: site.clock.now.legalDate)), id, judge)
        }
        guard serial % 2 == 0 else { return }
        let request = RecordMilestone(milestone: "TERMINATION_REQUESTED", on: site.clock.now.legalDate)
        try await act(.recordMilestone(request), id, try principal(.administrator, firm))
        var ruling = instrument("termination_ruling")
        ruling.issuedOn = site.clock.now.legalDate
        try await act(.recordInstrument(ruling), id, judge)
        let number = try await site.casework.matter(id, by: judge).instruments.count
        try await act(
            .moveProcedure(
                MoveProcedure(to: "TERMINATED", ground: "ASSETS_BELOW_EXPENSES", instruments: [number])), id, judge)
    }

    /// Some duties are over: what they disclosed is not needed any more.
    private mutating func settle(_ id: Int64, _ judge: Principal) async throws {
        for duty in try await site.casework.duties(of: id, by: judge)
        where !duty.state.isSettled && Int.random(in: 0..<4, using: &random) == 0 {
            try await act(.duty(duty.number, .waive(GiveReason(reason: "示例"))), id, judge)
        }
    }

    /// Some units take up what they owe, refuse it, or return it for material, which comes or does not; some add files;
    /// some co-agencies send in their parts.
    private mutating func work(on id: Int64, _ judge: Principal) async throws {
        let duties = try await site.casework.duties(of: id, by: judge)
        for duty in duties.shuffled(using: &random).prefix(5) {
            let unit = try principal(.agency, duty.unit.id)
            let choice = Int.random(in: 0..<4, using: &random)
            if choice == 0 {
                let refusal = RefuseDuty(reason: try reason(.refuse), note: "示例")
                try await act(.duty(duty.number, .refuse(refusal)), id, unit)
                continue
            }
            if choice < 3, let material = Self.workflow.duty(duty.duty)?.materials.first {
                let missing = ReturnForMaterial(reason: try reason(.return), missing: [material])
                try await act(.duty(duty.number, .returnForMaterial(missing)), id, unit)
                if choice == 1 { continue }
                let use = MaterialUse(material: material, attachment: 1)
                try await act(.duty(duty.number, .resubmit(Resubmit(materials: [use]))), id, judge)
            } else {
                try await attach(to: id, unit)
            }
            try await act(.duty(duty.number, .acknowledge(Acknowledge())), id, unit)
        }
        for duty in try await site.casework.duties(of: id, by: judge) {
            guard [.open, .acknowledged].contains(duty.state), Bool.random(using: &random),
                let part = duty.parts.randomElement(using: &random)
            else { continue }
            let unit = try principal(.agency, part.unit)
            let file = try await attach(to: id, unit)
            try await act(.duty(duty.number, .submitPart(SubmitPart(text: "示例", attachments: [file]))), id, unit)
        }
    }

    @discardableResult
    private func attach(to id: Int64, _ principal: Principal) async throws -> Int {
        let bytes = AsyncThrowingStream<[UInt8], any Error> { pieces in
            pieces.yield(Array("示例".utf8))
            pieces.finish()
        }
        let outcome = try await site.casework.attach(
            name: "a.txt", mediaType: "text/plain", bytes: bytes, to: id, by: principal, key: UUID().uuidString)
        guard case .attachmentAdded(let attachment)? = outcome.events.first?.body else { return 0 }
        return attachment.number
    }

    private func act(_ command: Command, _ id: Int64, _ principal: Principal) async throws {
        _ = try await site.casework.perform(
            command, on: id, expecting: nil, by: principal,
            idempotency: IdempotencyClaim(key: UUID().uuidString, request: []))
    }

    private func principal(_ role: Role, _ organisation: OrganisationID) throws -> Principal {
        Principal(
            id: "\(role.rawValue):\(organisation)", name: "示例", role: role,
            organisation: try #require(organisations.first { $0.id == organisation }))
    }

    private func reason(_ use: Reason.Use) throws -> ReasonID {
        try #require(Self.workflow.content.reasons.first { $0.use == use }).id
    }

    private func appointment(_ firm: OrganisationID, _ instrument: Int) -> AppointAdministrator {
        AppointAdministrator(administrator: firm, personInCharge: "示例负责人", instrument: instrument)
    }

    private func instrument(_ kind: InstrumentKindID) -> RecordInstrument {
        RecordInstrument(
            kind: kind, documentNumber: "（2026）浙0603破1号", issuedOn: LegalDate("2026-03-01")!, issuer: "示例法院")
    }

    /// Units of the city, which may open a matter for each of the courts.
    private var units: [OrganisationID] {
        organisations.filter { $0.kind == .agencyUnit && $0.region == "3306" }.map(\.id)
    }
    static let workflow = Site.workflows[0].workflow
}

/// Numbers that look random and are the same for the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
