import MatterCore
import Postgres
import Testing

@testable import Casework

/// Inbox and desk in the order of legal risk: the same in SQL and in the core, and counted as they are shown.
@Suite struct RiskOrderTests {
    @Test func theOrderIsThatOfTheCore() async throws {
        try await inOffice { office in
            let matters = try await busyMatters(office)
            var kinds: Set<String> = []
            var compared = 0
            for days in [0, 2, 8, 30, 200] {
                office.clock.advance(days: days)
                let today = office.clock.now.legalDate
                let bands = LegalRisk.Bands(on: today, WorkCalendar(Office.notices))
                var states: [Int64: MatterState] = [:]
                for matter in matters { states[matter] = try await office.stored(matter) }
                for unit in Set(states.values.flatMap { $0.assignments.values.map(\.unit) }) {
                    let principal = try await office.principal(.agency, unit)
                    let expected = states.values.flatMap { state in
                        state.assignments.values.filter { $0.unit == unit && $0.state == .open }.map { duty in
                            Place(duty, nil, state, bands)
                        }
                    }.sorted()
                    let found = try await Self.inbox(office, principal)
                    #expect(found.map { "\($0.matter)/\($0.number)" } == expected.map { "\($0.matter)/\($0.number)" })
                    #expect(found.compactMap(\.risk?.risk) == expected.map(\.risk))
                    compared += found.count
                }
                for principal in [try await office.judge, try await office.administrator] {
                    let found = try await Self.desk(office, principal)
                    for item in found {
                        let state = try #require(states[item.matter])
                        let risk =
                            item.kind == .deadline
                            ? LegalRisk(of: try #require(state.deadlines[item.number]), Office.workflow, bands)
                            : LegalRisk(
                                of: try #require(state.assignments[item.number]), in: state.stage, Office.workflow,
                                bands)
                        #expect(item.risk.risk == risk, "\(item)")
                        kinds.insert(item.kind.rawValue)
                        compared += 1
                    }
                    let keys = found.map { ($0.risk.risk.rank, $0.due.date, $0.matter, $0.number) }
                    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
                }
            }
            #expect(kinds == Set(Desk.Kind.allCases.map(\.rawValue)))
            #expect(compared > 100)
        }
    }

    /// While duties come and go, each answer counts what it shows.
    @Test func countsAreThoseOfTheContentsWhileOthersWrite() async throws {
        try await inOffice { office in
            let matters = try await busyMatters(office)
            let judge = try await office.judge
            let state = try #require(try await office.stored(matters[0]))
            let open = state.assignments.values.filter { $0.state == .open }.sorted { $0.number < $1.number }.prefix(6)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for duty in open {
                        let unit = try await office.unit(duty)
                        _ = try await office.act(
                            .duty(duty.number, .refuse(RefuseDuty(reason: Self.reason(.refuse), note: "示例"))),
                            matters[0],
                            by: unit)
                    }
                }
                for _ in 0..<2 {
                    group.addTask {
                        for _ in 0..<15 {
                            let desk = try await office.casework.desk(nil, page: PageRequest(size: 200), by: judge)
                            let shown = Dictionary(grouping: desk.page.items, by: \.kind.rawValue).mapValues(\.count)
                            for (kind, count) in desk.counts { #expect(shown[kind, default: 0] == count) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let after = try await office.casework.desk(.refusal, page: PageRequest(size: 200), by: judge)
            #expect(after.page.items.count >= open.count && after.page.items.allSatisfy { $0.kind == .refusal })
        }
    }

    private struct Place: Comparable {
        let risk: LegalRisk
        let due: LegalDate
        let matter: Int64
        let number: Int

        init(_ duty: DutyAssignment, _ stage: StageID?, _ state: MatterState, _ bands: LegalRisk.Bands) {
            risk = LegalRisk(of: duty, in: stage, Office.workflow, bands)
            due = duty.due.date
            matter = state.id
            number = duty.number
        }

        static func < (left: Place, right: Place) -> Bool {
            (left.risk.rank, left.due, left.matter, left.number)
                < (right.risk.rank, right.due, right.matter, right.number)
        }
    }

    private static func inbox(_ office: Office, _ principal: Principal) async throws -> [InboxItem] {
        var items: [InboxItem] = []
        var cursor: String?
        repeat {
            let inbox = try await office.casework.inbox(.new, page: PageRequest(size: 2, cursor: cursor), by: principal)
            items += inbox.page.items
            cursor = inbox.page.next
        } while cursor != nil
        return items
    }

    private static func desk(_ office: Office, _ principal: Principal) async throws -> [DeskItem] {
        var items: [DeskItem] = []
        var cursor: String?
        repeat {
            let desk = try await office.casework.desk(nil, page: PageRequest(size: 3, cursor: cursor), by: principal)
            items += desk.page.items
            cursor = desk.page.next
        } while cursor != nil
        #expect(Set(items.map { "\($0.kind) \($0.matter)/\($0.number)" }).count == items.count)
        return items
    }

    /// Matters whose duties were refused, returned, prolonged and done.
    private func busyMatters(_ office: Office) async throws -> [Int64] {
        var matters: [Int64] = []
        for _ in 0..<3 { matters.append(try await office.takeover()) }
        let state = try #require(try await office.stored(matters[1]))
        let duties = state.assignments.values.sorted { $0.number < $1.number }
        func act(_ index: Int, _ action: DutyAction) async throws {
            let unit = try await office.unit(duties[index])
            _ = try await office.act(.duty(duties[index].number, action), matters[1], by: unit)
        }
        try await act(0, .refuse(RefuseDuty(reason: Self.reason(.refuse), note: "示例")))
        try await act(1, .returnForMaterial(ReturnForMaterial(reason: Self.reason(.return))))
        try await act(2, .requestExtension(RequestExtension(workingDays: 5, reason: "示例")))
        let done = duties.first { Office.workflow.duty($0.duty)!.coAgencies.isEmpty && $0.number > duties[2].number }!
        let unit = try await office.unit(done)
        _ = try await office.act(.duty(done.number, .acknowledge(Acknowledge())), matters[1], by: unit)
        _ = try await office.act(
            .duty(done.number, .complete(CompleteDuty(result: Self.result(Office.workflow.duty(done.duty)!)))),
            matters[1],
            by: unit)
        return matters
    }

    private static func reason(_ use: Reason.Use) -> ReasonID {
        Office.workflow.content.reasons.first { $0.use == use }!.id
    }

    private static func result(_ duty: Duty) -> [String: ResultValue] {
        Dictionary(
            uniqueKeysWithValues: duty.results.map { field in
                let value: ResultValue =
                    switch field.kind {
                    case .text: .text("示例")
                    case .integer, .money: .integer(1)
                    case .boolean: .boolean(true)
                    case .date: .text("2026-03-02")
                    case .choice(let choices): .text(choices[0])
                    case .table(let columns): .table([columns])
                    }
                return (field.id, value)
            })
    }
}
