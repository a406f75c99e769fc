import Foundation
import MatterCore
import Testing
import WorkflowFiles

/// `docs/glossary.md` fixes every word once, so it must know every code, no other, and call them what the definition does.
@Suite struct GlossaryTests {
    private let glossary = Glossary.shipped
    private let content: Workflow.Content

    init() throws {
        content = try #require(WorkflowFolder.read(Shipped.directory).workflows.first).workflow.content
    }

    @Test func knowsEveryStage() {
        let named = content.stages.map { Glossary.Entry(code: $0.id.rawValue, zh: $0.name.zh) }
        #expect(glossary.entries("Stages") == Set(named))
    }

    @Test func knowsEveryStatus() {
        let named = content.statuses.map { Glossary.Entry(code: $0.id.rawValue, zh: $0.name.zh) }
        #expect(glossary.entries("Procedure statuses") == Set(named))
    }

    @Test func knowsEveryDutyEvent() {
        let named = content.dutyEvents.map { Glossary.Entry(code: $0.id.rawValue, zh: $0.name.zh) }
        #expect(glossary.entries("Duty events") == Set(named))
    }

    @Test func knowsEveryRole() {
        #expect(glossary.codes("Roles") == Set(Role.allCases.map(\.rawValue)))
    }

    @Test func knowsEveryFieldGroup() {
        #expect(glossary.codes("Field groups") == Set(FieldGroup.allCases.map(\.rawValue)))
        for group in FieldGroup.allCases {
            #expect(glossary.row(group.rawValue, in: "Field groups")?.last == "`.\(group)`")
        }
    }

    @Test func knowsEveryActAndWhoMayDoIt() {
        #expect(glossary.codes("Acts") == Set(Act.allCases.map(\.rawValue)))
        for rule in content.acts {
            let row = glossary.row(rule.act.rawValue, in: "Acts")
            #expect(row?.last == rule.roles.map(\.rawValue).joined(separator: ", "), "\(rule.act.rawValue)")
        }
    }

    @Test func knowsEveryDutyState() {
        #expect(glossary.codes("Duty states") == Set(DutyState.allCases.map(\.rawValue)))
        for state in DutyState.allCases {
            let row = glossary.row(state.rawValue, in: "Duty states")
            #expect(row?.last == (state.isSettled ? "yes" : "no"), "\(state.rawValue)")
        }
    }

    @Test func knowsTheWordsOfDeadlines() {
        #expect(glossary.codes("Deadline states") == Set(Deadline.State.allCases.map(\.rawValue)))
        #expect(glossary.codes("Deadline natures") == Set(DeadlineRule.Nature.allCases.map(\.rawValue)))
        #expect(glossary.codes("Deadline parties") == Set(DeadlineRule.Party.allCases.map(\.rawValue)))
        let dates = content.fixedDates.map { Glossary.Entry(code: $0.id.rawValue, zh: $0.name.zh) }
        #expect(glossary.entries("Fixed dates") == Set(dates))
    }

    /// The cases carry values, so no list of them exists but the source that spells them.
    @Test func knowsEveryEventKind() throws {
        let source = try String(
            contentsOfFile: "\(Shipped.directory)/../Sources/MatterCore/Events/EventBody.swift", encoding: .utf8)
        let cases = source.matches(of: /case \.(\w+): "([a-z_]+)"/)
        #expect(!cases.isEmpty)
        #expect(glossary.codes("Event kinds") == Set(cases.map { String($0.2) }))
        for match in cases {
            #expect(glossary.row(String(match.2), in: "Event kinds")?.last == "`.\(match.1)`")
        }
    }
}
