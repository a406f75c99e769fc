import MatterCore
import Postgres
import Testing

@testable import Casework

/// The fair clock of duties in real rows: as the record says, for whom it is, and overdue only where the unit holds it.
@Suite struct FairClockTests {
    /// `TO-11` of a matter in takeover, with the units that lead and contribute.
    private struct Desk {
        let office: Office
        let matter: Int64
        let assignment: DutyAssignment
        let lead: Principal

        init(_ office: Office, _ duty: DutyID = "TO-11") async throws {
            self.office = office
            matter = try await office.takeover()
            let found = try await office.stored(matter)?.assignments.values.first { $0.duty == duty }
            assignment = try #require(found)
            lead = try await office.unit(assignment)
        }

        func act(_ action: DutyAction, by principal: Principal) async throws {
            _ = try await office.act(.duty(assignment.number, action), matter, by: principal)
        }

        func clock(_ principal: Principal) async throws -> DutyClockView {
            try await office.casework.dutyClock(assignment.number, of: matter, by: principal)
        }

        func giveBack() async throws {
            let reason = try #require(Office.workflow.content.reasons.first { $0.use == .return }?.id)
            try await act(.returnForMaterial(ReturnForMaterial(reason: reason)), by: lead)
        }

        func refuse() async throws {
            let reason = try #require(Office.workflow.content.reasons.first { $0.use == .refuse }?.id)
            try await act(.refuse(RefuseDuty(reason: reason, note: "无职权")), by: lead)
        }
    }

    @Test func theClockIsOfTheRowAndTheRecordAndEachUnitSeesItsLanes() async throws {
        try await inOffice { office in
            let desk = try await Desk(office)
            let judge = try await office.judge
            // Monday, 10:00 in Shanghai; an hour of the unit, a day of the requester, half an hour of the unit.
            office.clock.advance(seconds: 3_600)
            try await desk.giveBack()
            office.clock.advance(days: 1)
            try await desk.act(.resubmit(Resubmit(materials: [])), by: judge)
            office.clock.advance(seconds: 1_800)
            try await office.expectReplay(desk.matter)
            #expect(try await office.audit(desk.matter) == [])

            let whole = try await desk.clock(judge)
            #expect(whole.lanes.map(\.kind) == [.lead, .part, .part])
            let lane = whole.lanes[0]
            #expect(
                lane.unit?.id == desk.lead.organisation.id && lane.unit?.name.zh != desk.lead.organisation.id.rawValue)
            #expect(lane.intervals.map(\.seconds) == [3_600, 86_400, 1_800])
            #expect(lane.intervals.map(\.workingSeconds) == [3_600, 28_800, 1_800])
            #expect(lane.totals.map(\.holder) == [.unit, .requester])
            #expect(lane.totals.map(\.workingSeconds) == [5_400, 28_800])
            #expect(lane.holder == .unit && lane.endedAt == nil && lane.intervals.last?.to == nil)
            #expect(lane.intervals[0].from == "2026-03-02T02:00:00.000Z" && whole.at == "2026-03-03T03:30:00.000Z")
            #expect(whole.officeHours.map(\.from) == ["08:30", "13:30"] && whole.basis.provenance == .practice)

            #expect(try await desk.clock(desk.lead).lanes.count == 3)
            for part in desk.assignment.parts {
                let own = try await desk.clock(try await office.principal(.agency, part.unit)).lanes
                #expect(own.map(\.agency) == [part.agency] && own.map(\.kind) == [.part])
                #expect(own.first?.unit?.id == part.unit && own.first?.totals.first?.workingSeconds == 5_400)
            }
            // Neither is a unit that has nothing to do with this duty shown it, nor is there one that does not exist.
            let others = try #require(
                try await office.stored(desk.matter)?.assignments.values.first { other in
                    other.unit != desk.lead.organisation.id && !desk.assignment.parts.contains { $0.unit == other.unit }
                })
            let stranger = try await office.unit(others)
            let hidden = await refusal { try await desk.clock(stranger) }
            let absent = await refusal {
                try await office.casework.dutyClock(9_999, of: desk.matter, by: judge)
            }
            #expect(hidden?.code == "assignment-not-found" && hidden == absent)
        }
    }

    @Test func aTurnThatWasChangedBehindTheProgramsBackIsFound() async throws {
        try await inOffice { office in
            let desk = try await Desk(office)
            office.clock.advance(seconds: 3_600)
            try await desk.giveBack()
            #expect(try await office.audit(desk.matter) == [])
            try await office.execute(
                """
                update duty_assignment set detail = jsonb_set(detail, '{clock,lanes,0,turns,1,since}', '1772416800000')
                where matter_id = \(desk.matter) and number = \(desk.assignment.number)
                """)
            #expect(try await office.audit(desk.matter) != [])
        }
    }

    /// SQL and the core say the same, in every state in which a duty can be after its last day.
    @Test func overdueIsOnlyWhatItsUnitHolds() async throws {
        try await inOffice { office in
            let desk = try await Desk(office, "TO-13")
            let judge = try await office.judge
            func expectOverdue(_ expected: Bool, _ what: String) async throws {
                let inbox = try await office.casework.inbox(.overdue, page: PageRequest(size: 200), by: desk.lead)
                let number = desk.assignment.number
                #expect(
                    inbox.page.items.contains { $0.number == number && $0.matter == desk.matter } == expected, "\(what)"
                )
                #expect(inbox.counts["overdue"] == inbox.page.items.count, "\(what)")
                let duties = try await office.casework.duties(of: desk.matter, by: judge)
                #expect(duties.first { $0.number == number }?.isOverdue == expected, "\(what)")
                let listed = try await office.casework.matters(MatterFilter(), page: PageRequest(), by: judge).items
                #expect(
                    listed.first { $0.id == desk.matter }?.overdueDuties == duties.count { $0.isOverdue }, "\(what)")
            }
            try await expectOverdue(false, "open")
            office.clock.advance(days: 60)
            try await expectOverdue(true, "open, late")
            try await desk.act(.acknowledge(Acknowledge()), by: desk.lead)
            try await expectOverdue(true, "acknowledged, late")
            try await desk.refuse()
            try await expectOverdue(false, "with the judge")
            office.clock.advance(days: 60)
            try await expectOverdue(false, "still with the judge")
            try await desk.act(.overrideRefusal(GiveReason(reason: "应予协助")), by: judge)
            try await expectOverdue(false, "the whole limit again")
            office.clock.advance(days: 60)
            try await expectOverdue(true, "in progress, late")
            try await desk.act(.requestExtension(RequestExtension(workingDays: 2, reason: "复杂")), by: desk.lead)
            try await expectOverdue(true, "an application stops nothing")
            try await desk.giveBack()
            try await expectOverdue(false, "with the requester")
            try await desk.act(.waive(GiveReason(reason: "无必要")), by: judge)
            try await expectOverdue(false, "over")
        }
    }

    /// A result that nobody accepted waits until the matter closes; an agency is not told when that was.
    @Test func theClockEndsWithTheMatterForWhomItIsShown() async throws {
        try await inOffice { office in
            let judge = try await office.judge
            let matter = try await office.casework.open(
                OpenMatter(
                    origin: "filing", debtorName: "示例企业", creditCode: office.creditCode(),
                    caseNumber: "（2026）浙0603破申1号",
                    filing: Filing(
                        filer: .creditor, filerName: "示例债权人", route: .liquidation, filedOn: "2026-02-02".date)),
                by: judge, idempotency: office.claim()
            ).matter
            let duty = try #require(
                try await office.stored(matter)?.assignments.values.first { $0.duty == "RW-04" })
            let unit = try await office.unit(duty)
            let result: [String: ResultValue] = ["listings": .table([]), "isLicenceRevoked": .boolean(false)]
            for action in [.acknowledge(Acknowledge()), .complete(CompleteDuty(result: result))] as [DutyAction] {
                _ = try await office.act(.duty(duty.number, action), matter, by: unit)
            }
            office.clock.advance(days: 1)
            _ = try await office.act(.recordInstrument(office.instrument("refusal_ruling")), matter, by: judge)
            _ = try await office.act(
                .moveProcedure(MoveProcedure(to: "REFUSED", instruments: [1])), matter, by: judge)
            _ = try await office.act(
                .moveStage(MoveStage(to: "CLOSED_NO_CASE", instruments: [1])), matter, by: judge)
            let closedAt = try #require(try await office.stored(matter)?.closedAt)
            office.clock.advance(days: 1)
            let seen = try #require(
                try await office.casework.dutyClock(duty.number, of: matter, by: judge).lanes.first)
            #expect(
                seen.endedAt == closedAt.description && seen.holder == nil && seen.totals.allSatisfy { !$0.isRunning })
            #expect(seen.intervals.map(\.seconds) == [0, 86_400])
            let shown = try #require(
                try await office.casework.dutyClock(duty.number, of: matter, by: unit).lanes.first)
            #expect(shown.endedAt == nil && shown.holder == .requester)
            #expect(shown.intervals.map(\.seconds) == [0, 2 * 86_400])
            // Those that the closing cancelled end for all.
            for other in try #require(try await office.stored(matter)).assignments.values
            where other.state == .cancelled {
                #expect(other.clock.lanes.allSatisfy { $0.endedAt == closedAt })
            }
        }
    }
}
