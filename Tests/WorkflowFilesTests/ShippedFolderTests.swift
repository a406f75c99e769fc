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
        let calendar = try #require(folder.workflows.first).workflow.calendar
        let due = calendar.due(value: days, unit: .workingDays, from: try #require(LegalDate(start)))
        #expect(due.date.description == end)
        #expect(!due.isProvisional)
    }

    @Test func marksALimitThatEndsInAYearWithoutNotice() throws {
        let calendar = try #require(folder.workflows.first).workflow.calendar
        let due = calendar.due(value: 3, unit: .workingDays, from: try #require(LegalDate("2026-12-30")))
        #expect(due.isProvisional)
    }
}
