import Foundation
import MatterCore
import Testing
import WorkflowFiles

@testable import OneMatter

/// The shipped definition and invented organisations.
enum Theatre {
    static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../workflows").standardizedFileURL.path

    static let folder = WorkflowFolder.read(directory)
    static let workflow = folder.workflows[0].workflow
    static let calendar = WorkCalendar(folder.notices)

    static func cast() throws -> Cast {
        let court = Organisation(
            id: "COURT-330603", kind: .court, name: LocalText(zh: "示例法院", en: "sample court"), region: "330603",
            caseCode: "浙0603")
        var principals: [Player: Principal] = [.judge: principal(.judge, court)]
        for (actor, id) in [(Player.administrator, "FIRM-1"), (.successor, "FIRM-2")] {
            principals[actor] = principal(
                actor,
                Organisation(
                    id: OrganisationID(id), kind: .administratorFirm, name: LocalText(zh: id, en: id), region: "33"))
        }
        for agency in workflow.content.agencies {
            principals[.agency(agency.id)] = principal(
                .agency(agency.id),
                Organisation(
                    id: OrganisationID("\(agency.id)-330603"), kind: .agencyUnit, name: agency.name, region: "330603",
                    agency: agency.id))
        }
        return try Cast(principals)
    }

    private static func principal(_ actor: Player, _ organisation: Organisation) -> Principal {
        Principal(
            id: "\(actor.role):\(organisation.id)", name: "示例\(actor.role)", role: actor.role,
            organisation: organisation)
    }

    static let now = Instant(milliseconds: 1_790_000_000_000)

    static func rehearse(at now: Instant = now) throws -> [Rehearsal] {
        try Scenario.rehearse(workflow: workflow, calendar: calendar, cast: cast(), now: now, serial: 4_711)
    }
}

@Suite struct ScenarioTests {
    @Test func bothEndInTheArchive() throws {
        let plays = try Theatre.rehearse()
        #expect(plays.map(\.state.stage) == ["ARCHIVED", "ARCHIVED"])
        #expect(plays.map(\.state.status) == ["PLAN_PERFORMED", "TERMINATED"])
        #expect(plays.allSatisfy { $0.state.closedAt != nil })
    }

    @Test func everyDutyIsOpenedAndSettledAndEveryAgencyTakesPart() throws {
        let tally = Tally(try Theatre.rehearse())
        let duties = Set(Theatre.workflow.content.duties.map(\.id))
        #expect(duties.count == 47)
        #expect(duties.subtracting(tally.opened).sorted() == [])
        #expect(duties.subtracting(tally.settled).sorted() == [])
        let agencies = Set(Theatre.workflow.content.agencies.map(\.id))
        #expect(agencies.count == 27)
        #expect(agencies.subtracting(tally.agencies).sorted() == [])
    }

    /// Every kind of event of the legal record, so that no act is left out of the demonstration.
    @Test func everyKindOfEventHappens() throws {
        let kinds = Set(Tally(try Theatre.rehearse()).eventsByKind.keys)
        let all: Set = [
            "matter_opened", "filing_recorded", "judge_assigned", "administrator_appointed", "track_set",
            "matter_linked", "instrument_recorded", "milestone_recorded", "stage_moved", "procedure_moved",
            "attachment_added", "request_filed", "duty_opened", "duty_acknowledged", "duty_started", "duty_completed",
            "duty_returned", "duty_resubmitted", "duty_refused", "refusal_upheld", "refusal_overridden",
            "duty_waived", "duty_cancelled", "extension_requested", "extension_decided", "part_submitted",
            "part_released", "result_accepted", "result_sent_back", "service_recorded", "date_corrected", "date_fixed",
            "template_adopted", "deadline_opened", "deadline_met", "deadline_moved", "deadline_suspended",
            "deadline_ended",
        ]
        #expect(all.subtracting(kinds).sorted() == [])
    }

    /// Deadlines as a court meets them: most in time, some late, ends that moved for each reason that there is.
    @Test func deadlinesAreMetInTimeAndLateAndMove() throws {
        let plays = try Theatre.rehearse()
        let deadlines = plays.flatMap(\.state.deadlines.values)
        let met = deadlines.filter { $0.state == .met }
        let late = met.filter { ($0.met?.on ?? $0.due.date) > $0.due.date }
        #expect(met.count > 25 && late.count >= 2 && late.count * 3 < met.count)
        #expect(late.contains { $0.rule == "D14" } && late.contains { $0.rule == "D27" })
        let causes = plays.flatMap(\.events).compactMap { event -> DeadlineCause.Kind? in
            if case .deadlineMoved(let moved) = event.body { moved.cause.kind } else { nil }
        }
        #expect(Set(causes) == [.extended, .resumed, .corrected, .ordered])
        let extended = deadlines.first { $0.rule == "D22" }
        #expect(extended?.steps.map(\.kind) == [.opened, .extended] && extended?.state == .met)
    }

    @Test func replayingTheHistoryGivesTheState() throws {
        for play in try Theatre.rehearse() {
            #expect(MatterState.replay(play.events) == play.state)
        }
    }

    @Test func refusalsAreOfManyKinds() throws {
        let codes = try Theatre.rehearse().flatMap(\.steps).compactMap { step -> String? in
            guard case .refused(let code) = step.result else { return nil }
            return code
        }
        #expect(
            Set(codes) == [
                "bundle-not-ready", "conditions-not-met", "credit-code-invalid", "date-out-of-bounds",
                "ground-required",
                "material-not-on-list", "matter-closed", "matter-not-found", "move-not-legal", "other-unit",
                "parts-open", "result-field-missing", "role-may-not", "stale-version",
            ])
    }

    /// The dates of the script count back from today; leap days and year ends must not upset it.
    @Test(arguments: ["2028-02-29", "2027-01-01", "2030-12-31", "2026-11-23"])
    func itPlaysOnAnyDay(_ day: String) throws {
        let date = try #require(LegalDate(day))
        let plays = try Theatre.rehearse(at: Instant(milliseconds: Int64(date.dayNumber) * 86_400_000))
        #expect(plays.map(\.state.stage) == ["ARCHIVED", "ARCHIVED"])
    }

    @Test func creditCodesAreValidAndDiffer() throws {
        let numbers = SampleNumbers(court: try Theatre.cast().court, series: "MA")
        let codes = (0..<1_000).map { numbers.creditCode(Int64($0) * 977) }
        #expect(codes.allSatisfy(CreditCode.isValid))
        #expect(Set(codes).count == codes.count)
    }
}
