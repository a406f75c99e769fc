import MatterCore
import Testing
import WorkflowFiles

@Suite struct ShippedFolderTests {
    let folder = WorkflowFolder.read(Shipped.directory)

    @Test func isValid() {
        #expect(folder.findings == [])
        #expect(folder.workflows.map(\.file) == [Shipped.main])
    }

    @Test func holdsSixStages27Agencies47Duties11Events() throws {
        let content = try #require(folder.workflows.first).workflow.content
        #expect(content.stages.count { !$0.isFinal } == 6)
        #expect(content.agencies.count == 27)
        #expect(content.duties.count == 47)
        #expect(content.dutyEvents.count == 11)
        #expect(content.materials.filter(\.inStandardPack).count == 4)
    }

    @Test func saysHonestlyWhereLimitsComeFrom() throws {
        let limits = try #require(folder.workflows.first).workflow.content.duties.map(\.limit.basis.provenance)
        #expect(limits.count { $0 == .practice } == 30)
        #expect(limits.count { $0 == .memory } == 3)
        #expect(limits.count { $0 == .sourced || $0 == .partial } == 14)
    }

    @Test func carriesTheGradesOfTheDuties() throws {
        let grades = try #require(folder.workflows.first).workflow.content.duties.map(\.basis.provenance)
        #expect(grades.count { $0 == .sourced } == 27)
        #expect(grades.count { $0 == .partial } == 8)
        #expect(grades.count { $0 == .memory } == 2)
        #expect(grades.count { $0 == .fillIn } == 10)
    }

    @Test func keepsTheFirmThatLivesOnFromDeregistration() throws {
        let duties = try #require(folder.workflows.first).workflow.content.duties
        #expect(duties.filter(\.onlyIfDebtorEnds).map(\.id) == ["TX-04", "TM-01", "TM-02", "TM-03"])
    }

    @Test(arguments: [
        ("2026-09-28", 3, "2026-10-08"), ("2026-09-18", 1, "2026-09-20"), ("2026-09-29", 5, "2026-10-12"),
    ])
    func countsWorkingDaysOverHolidays(start: String, days: Int, end: String) throws {
        let due = try WorkCalendar(folder.notices).due(
            Period(amount: days, unit: .workingDays), from: .init(on: try #require(LegalDate(start))))
        #expect(due.date.description == end)
        #expect(!due.isProvisional)
    }

    @Test func marksALimitThatEndsInAYearWithoutNotice() throws {
        let due = try WorkCalendar(folder.notices).due(
            Period(amount: 3, unit: .workingDays), from: .init(on: try #require(LegalDate("2026-12-30"))))
        #expect(due.isProvisional)
    }

    /// The yearly notices and the three later changes, each with the number of the document.
    @Test func holdsEveryNotice() {
        #expect(
            folder.notices.map(\.key)
                == (2007...2026).flatMap { year in
                    (1...([2015, 2019, 2020].contains(year) ? 2 : 1)).map { .init(year: year, version: $0) }
                })
        for notice in folder.notices {
            let number = notice.reference.number ?? ""
            #expect(number.wholeMatch(of: /国(办)?发明电〔20[0-9]{2}〕[0-9]+号/) != nil, "\(notice.key)")
            #expect(notice.reference.url?.hasPrefix("https://www.gov.cn/zhengce/") == true, "\(notice.key)")
            #expect(
                (notice.reference.issuedOn?.components.year ?? 0)
                    == (notice.version > 1 ? notice.year : notice.year - 1))
        }
        #expect(folder.notices.count { $0.reference.provenance == .sourced } == 7)
        #expect(folder.notices.count { $0.reference.provenance == .partial } == 16)
    }
}
