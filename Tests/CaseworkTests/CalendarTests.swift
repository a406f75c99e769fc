import Foundation
import MatterCore
import Postgres
import Testing
import WorkflowFiles

@testable import Casework

/// Holiday notices beside the definitions, and due dates with their reasons.
@Suite struct CalendarTests {
    /// The invented notice of 2027, or a change of one.
    private static func notice(
        year: Int = 2027, version: Int = 1, from: String = "2027-01-01", through: String = "2027-01-03",
        makeUp: [String] = []
    ) -> HolidayNotice {
        HolidayNotice(
            year: year, version: version,
            reference: .init(
                title: "示例通知", number: "示例〔\(year)〕\(version)号", issuedOn: nil, url: nil, provenance: .fillIn),
            change: version > 1 ? LocalText(zh: "示例调整", en: "sample change") : nil,
            festivals: [
                .init(
                    name: LocalText(zh: "元旦", en: "New Year's Day"), from: from.date, through: through.date,
                    makeUpDays: makeUp.map(\.date))
            ])
    }

    private func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch CaseworkError.refused(let refusal) {
            return refusal.code
        } catch {
            return "\(error)"
        }
    }

    @Test func aNoticeIsLoadedOnceAndNeverChanges() async throws {
        try await inOffice { office in
            let casework = office.casework
            #expect(try await casework.notices() == Office.notices)
            let next = Self.notice()
            #expect(try await casework.load(next) == .loaded)
            #expect(try await casework.load(next) == .alreadyThere)
            #expect(
                await code { _ = try await casework.load(Self.notice(through: "2027-01-02")) } == "calendar-changed")
            // An emergency change is a version of its own.
            let change = Self.notice(version: 2, through: "2027-01-05")
            #expect(await code { _ = try await casework.load(Self.notice(version: 3)) } == "calendar-version-gap")
            #expect(try await casework.load(change) == .loaded)
            #expect(
                await code {
                    _ = try await casework.load(Self.notice(year: 2029, from: "2029-01-01", through: "2029-01-01"))
                }
                    == "calendar-year-gap")
            let early = Self.notice(year: 2028, from: "2027-01-05", through: "2027-01-06")
            #expect(await code { _ = try await casework.load(early) } == "calendar-day-twice")
            #expect(try await casework.notices() == Office.notices + [next, change])
            // Each load is on record, a refusal and a repetition are not.
            let subjects = try await office.scalar(
                "select array_agg(subject || ' ' || ground order by id) from access_entry where subject like 'calendar %'",
                as: [String].self)
            #expect(subjects == ["calendar 2027.v1 示例〔2027〕1号", "calendar 2027.v2 示例〔2027〕2号"])
            // A folder that knows less than the database is no reason to stop.
            let other = Casework(
                database: office.database, workflows: Office.workflows, notices: Office.notices, files: casework.files,
                clock: { Office.start })
            try await other.start()
        }
    }

    /// Two servers on one database: a notice that one loads is used by the other in its next act, and a matter that began
    /// before keeps its definition but not its calendar.
    @Test func aLaterNoticeCountsFromTheNextActOn() async throws {
        try await inOffice { office in
            office.clock.advance(days: 303)  // 2026-12-30
            let matter = try await office.takeover()
            let judge = try await office.judge
            let before = try await office.casework.duties(of: matter, by: judge)
            #expect(before.contains { $0.due.date.description > "2027-01-01" && $0.due.isProvisional })
            let other = Casework(
                database: office.database, workflows: Office.workflows, files: office.casework.files,
                clock: { Office.start })
            try await other.start()
            _ = try await other.load(Self.notice(through: "2027-01-10"))

            // TO-13 has five working days.
            let duty = try #require(before.first { $0.duty == "TO-13" })
            #expect(duty.due.date.description == "2027-01-06")
            let unit = try await office.principal(.agency, duty.unit.id)
            _ = try await office.act(
                .duty(duty.number, .refuse(RefuseDuty(reason: "statutory_condition_unmet", note: "示例"))), matter,
                by: unit)
            _ = try await office.act(
                .duty(duty.number, .overrideRefusal(GiveReason(reason: "示例"))), matter, by: judge)
            let detail = try await office.casework.duty(duty.number, of: matter, by: judge)
            #expect(detail.duty.due == DueDate(date: "2027-01-14".date, isProvisional: false))
            let derivation = try #require(detail.derivation)
            #expect(derivation.calendar.map(\.description) == ["2026.v1", "2027.v1"])
            #expect(derivation.anchor == .init(event: "refusal_overridden", on: "2026-12-30".date))
            #expect(derivation.rule?.id == "TO-13" && derivation.amount == 5 && derivation.unit == .workingDays)
            #expect(derivation.skipped.first?.description == "2027-01-01" && derivation.skipped.count == 10)
            #expect(derivation.explanation.zh.contains("2027年1月1日至2027年1月10日（元旦）不计入"))
            // A due date that was given keeps its calendar.
            let old = try #require(before.first { $0.number != duty.number && $0.due.isProvisional })
            let kept = try await office.casework.duty(old.number, of: matter, by: judge)
            #expect(kept.duty.due == old.due && kept.derivation?.calendar.allSatisfy { $0.year == 2026 } == true)
            try await office.expectReplay(matter)
            #expect(try await office.casework.audit(matter).findings.isEmpty)
        }
    }

    /// The reasons are kept with the row and in the record; lists show the date alone.
    @Test func aDueDateIsKeptWithItsReasons() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            for duty in try await office.casework.duties(of: matter, by: judge) {
                #expect(duty.due.derivation == nil)
                let detail = try await office.casework.duty(duty.number, of: matter, by: judge)
                let derivation = try #require(detail.derivation)
                #expect(derivation.anchor.event == "duty_opened" && derivation.anchor.on == "2026-03-02".date)
                let limit = try #require(Office.workflow.duty(duty.duty)).limit
                #expect(derivation.rule?.article == limit.basis.article)
                #expect(derivation.rule?.provenance == limit.basis.provenance && derivation.amount == limit.value)
                #expect(limit.basis.provenance != .practice || derivation.explanation.zh.contains("期限为实践值，非法定"))
                #expect(derivation.explanation.zh.contains("\(duty.due.date.components.day)日"))
            }
            let opened = try #require(
                try await office.events(matter).compactMap { event -> DutyOpened? in
                    if case .dutyOpened(let opened) = event.body { opened } else { nil }
                }.first)
            let stored = try #require(try await office.stored(matter)?.assignments[opened.assignment])
            #expect(stored.due == opened.due && stored.due.derivation != nil)
            let size = try await office.scalar(
                "select max(pg_column_size(detail -> 'derivation')) from duty_assignment", as: Int.self)
            #expect(size < 800)
        }
    }

    @Test func aChangedPublishedNoticeStopsTheStart() async throws {
        try await inOffice { office in
            func start(_ notices: [HolidayNotice]) async throws {
                try await Casework(
                    database: office.database, workflows: Office.workflows, notices: notices,
                    files: office.casework.files, clock: { Office.start }
                ).start()
            }
            let last = try #require(Office.notices.last)
            let changed = HolidayNotice(
                year: last.year, version: last.version, reference: last.reference, change: nil,
                festivals: Array(last.festivals.dropLast()))
            do {
                try await start(Office.notices.dropLast() + [changed])
                Issue.record("a changed notice was accepted")
            } catch let error as StartError {
                guard case .changedCalendars(let changes) = error else { throw error }
                #expect(changes.map(\.key) == [last.key] && "\(error)".contains("2026.v1"))
            }
            await #expect(
                throws: StartError.calendarObstacle(
                    .init(year: 2028, version: 1), "The notices follow one another: the next is that of 2027, not 2028."
                )
            ) { try await start([Self.notice(year: 2028, from: "2028-01-01", through: "2028-01-01")]) }
            try await start([])
            // Every date would be a guess.
            try await office.owner.script(
                """
                alter table calendar_version disable trigger all;
                delete from calendar_version;
                """)
            await #expect(throws: StartError.noCalendar) { try await start([]) }
            try await start(Office.notices)
            #expect(try await office.casework.notices() == Office.notices)
        }
    }

    /// Loaders wait for each other, so each mark stands for all notices before it.
    @Test func manyLoadersLeaveOneCopy() async throws {
        try await inOffice { office in
            let results = await withTaskGroup(of: CalendarLoad?.self) { group in
                for _ in 0..<6 { group.addTask { try? await office.casework.load(Self.notice()) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 == .loaded } == 1 && results.count { $0 == .alreadyThere } == 5)
            let notices = try await office.casework.notices()
            #expect(notices.count { $0.year == 2027 } == 1)
        }
    }
}
