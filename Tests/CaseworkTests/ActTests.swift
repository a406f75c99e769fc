import MatterCore
import Postgres
import Testing

@testable import Casework

@Suite struct ActTests {
    @Test func openingAnAcceptedCaseOpensTheDutiesOfItsStage() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let detail = try await office.casework.matter(matter, by: office.judge)
            #expect(detail.stage == "TAKEOVER")
            #expect(detail.administrator?.id == "FIRM-A")
            #expect(!detail.duties.isEmpty)
            // Each to the unit nearest to the court's region.
            let tax = detail.duties.first { $0.agency == "TAX" }
            #expect(tax.map { $0.unit.id == "TAX-330603" } ?? true)
            #expect(detail.duties.allSatisfy { $0.unit.id.rawValue.hasPrefix($0.agency.rawValue + "-3306") })
            try await office.expectReplay(matter)
        }
    }

    @Test func everyActLeavesRowsThatTheRecordRebuilds() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let state = try #require(try await office.stored(matter))
            let assignment = try #require(state.assignments[1])
            let unit = try await office.unit(assignment)
            let reason = try #require(Office.workflow.content.reasons.first { $0.use == .refuse }).id
            let steps: [(Command, Principal)] = [
                (.assignJudge(AssignJudge(judge: judge.person, panel: [Person(id: "p", name: "示例审判员")])), judge),
                (.setTrack(SetTrack(track: .fast, reason: "债权债务清楚")), judge),
                (.duty(1, .acknowledge(Acknowledge())), unit),
                (.duty(1, .start(StartDuty(note: "开始"))), unit),
                (.duty(1, .requestExtension(RequestExtension(workingDays: 3, reason: "资料较多"))), unit),
                (.duty(1, .decideExtension(DecideExtension(approve: true))), judge),
                (.duty(1, .refuse(RefuseDuty(reason: reason, note: "无权限"))), unit),
                (.duty(1, .overrideRefusal(GiveReason(reason: "依法应予协助"))), judge),
                (.duty(1, .waive(GiveReason(reason: "已无必要"))), judge),
            ]
            for (command, principal) in steps {
                let outcome = try await office.act(command, matter, by: principal)
                #expect(!outcome.isReplay && outcome.events.count >= 1)
                try await office.expectReplay(matter)
            }
            let other = try await office.takeover()
            _ = try await office.act(
                .linkMatter(MatterLink(matter: other, relation: .groupCompany, note: nil)), matter, by: judge)
            try await office.expectReplay(matter)
            #expect(try await office.stored(matter)?.links.map(\.matter) == [other])
        }
    }

    @Test func aDebtorHasOneOpenMatterAndTheRefusalSaysWhich() async throws {
        try await inOffice { office in
            let first = try await office.watched()
            let code = try #require(try await office.stored(first)).creditCode
            let judge = try await office.judge
            let again = OpenMatter(origin: "watch_list", debtorName: "同一企业", creditCode: code)
            let met = await refusal { try await office.casework.open(again, by: judge, idempotency: office.claim()) }
            #expect(met?.code == "debtor-already-open")
            #expect(met?.unmet.first?.subject == "\(first)")
        }
    }

    @Test func whatMayNotBeSeenIsNotFound() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let stranger = try await office.principal(.judge, "COURT-330602")
            for id in [matter, matter + 1_000] {
                let met = await refusal {
                    try await office.act(.setTrack(SetTrack(track: .fast, reason: "快")), id, by: stranger)
                }
                #expect(met?.code == "matter-not-found")
                let read = await refusal { try await office.casework.matter(id, by: stranger) }
                #expect(read?.code == "matter-not-found")
            }
        }
    }

    /// A bundle is one event of the matter, and yet each of its letters changes an assignment.
    @Test func aLetterBelongsToTheRecordOfItsDuty() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let administrator = try await office.administrator
            _ = try await office.casework.attach(
                name: "pack.pdf", mediaType: "application/pdf", bytes: Pieces([Array("%PDF-1.4".utf8)]), to: matter,
                by: administrator, key: "pack")
            let assignments = try #require(try await office.stored(matter)?.assignments.values)
            let duty = try #require(assignments.first { $0.duty == "TO-09" })
            let other = try #require(assignments.first { $0.duty == "TO-10" || $0.duty == "TO-01" })
            let unit = try await office.unit(duty)
            _ = try await office.act(.duty(duty.number, .acknowledge(Acknowledge())), matter, by: unit)
            let pack = Office.workflow.standardPack.map { MaterialUse(material: $0.id, attachment: 1) }
            _ = try await office.act(
                .fileRequest(FileRequest(duties: [.init(duty: "TO-09", materials: [])], standardPack: pack)), matter,
                by: administrator)
            do {
                _ = try await office.act(.duty(duty.number, .start(StartDuty())), matter, by: unit, expecting: 2)
                Issue.record("the letter raised the version")
            } catch CaseworkError.stale(_, let staleness) {
                #expect(staleness.current == 3 && staleness.since.isEmpty)
            }
            let detail = try await office.casework.duty(duty.number, of: matter, by: unit)
            #expect(detail.events.map(\.kind) == ["duty_opened", "duty_acknowledged"])
            #expect(detail.duty.request == 1 && detail.duty.materials == pack)
            // The bundle holds the letters to the others, so only the court and the administrator read it.
            let judge = try await office.judge
            let whole = try await office.casework.duty(duty.number, of: matter, by: judge)
            #expect(whole.events.map(\.kind) == ["duty_opened", "duty_acknowledged", "request_filed"])
            let others = try await office.casework.duty(other.number, of: matter, by: judge)
            #expect(others.events.map(\.kind) == ["duty_opened"])
        }
    }

    /// The decision is shown whether the duty is open again, and the row that it changes once, with its parts.
    @Test func aResultIsNotSentBackOnceItsDutyIsOpenAgain() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let administrator = try await office.administrator
            _ = try await office.casework.attach(
                name: "pack.pdf", mediaType: "application/pdf", bytes: Pieces([Array("%PDF-1.4".utf8)]), to: matter,
                by: administrator, key: "pack")
            // One with a co-agency.
            let duty = try #require(Office.workflow.duty("TO-15"))
            #expect(!duty.coAgencies.isEmpty)
            func ask() async throws -> DutyAssignment {
                let use = { (material: MaterialID) in MaterialUse(material: material, attachment: 1) }
                let pack = Office.workflow.standardPack.map(\.id)
                let asked = FileRequest(
                    duties: [.init(duty: duty.id, materials: duty.materials.filter { !pack.contains($0) }.map(use))],
                    standardPack: pack.map(use))
                _ = try await office.act(.fileRequest(asked), matter, by: administrator)
                let state = try #require(try await office.stored(matter))
                return try #require(state.assignments[state.last.assignment])
            }
            let first = try await ask()
            let unit = try await office.unit(first)
            _ = try await office.act(.duty(first.number, .acknowledge(Acknowledge())), matter, by: unit)
            for agency in duty.coAgencies {
                let release = ReleasePart(agency: agency, reason: "无需协办")
                _ = try await office.act(.duty(first.number, .releasePart(release)), matter, by: unit)
            }
            let complete = CompleteDuty(result: ["permits": .table([["1", "示例车辆", "2026-12-31"]])])
            _ = try await office.act(.duty(first.number, .complete(complete)), matter, by: unit)
            let second = try await ask()
            let sendBack = Command.duty(first.number, .sendBack(GiveReason(reason: "不完整")))
            let met = await refusal { try await office.act(sendBack, matter, by: administrator) }
            #expect(met?.code == "duty-open-again" && met?.unmet.map(\.subject) == ["\(second.number)"])
            _ = try await office.act(
                .duty(second.number, .waive(GiveReason(reason: "无必要"))), matter, by: try await office.judge)
            _ = try await office.act(sendBack, matter, by: administrator)
            #expect(try await office.stored(matter)?.assignments[first.number]?.parts.count == first.parts.count)
            try await office.expectReplay(matter)
        }
    }

    @Test func aBatchGivesEachActItsOwnOutcome() async throws {
        try await inOffice { office in
            var matters: [Int64] = []
            for _ in 0..<4 { matters.append(try await office.takeover()) }
            let judge = try await office.judge
            let fast = Command.setTrack(SetTrack(track: .fast, reason: "简单案件"))
            // The third is refused (reason missing), the last acts on the first matter again and sees the first act.
            let envelopes = [
                Envelope(fast, matter: matters[0], expecting: nil, principal: judge, idempotency: office.claim()),
                Envelope(fast, matter: matters[1], expecting: nil, principal: judge, idempotency: office.claim()),
                Envelope(
                    .setTrack(SetTrack(track: .fast, reason: " ")), matter: matters[2], expecting: nil,
                    principal: judge, idempotency: office.claim()),
                Envelope(fast, matter: matters[3], expecting: 1, principal: judge, idempotency: office.claim()),
                Envelope(
                    .setTrack(SetTrack(track: .ordinary, reason: "案情复杂")), matter: matters[0], expecting: nil,
                    principal: judge, idempotency: office.claim()),
            ]
            let (results, cost) = await Database.measuringCost { await office.casework.perform(envelopes) }
            #expect(results.count == 5)
            #expect((try? results[0].get().version) != nil && (try? results[1].get().version) != nil)
            guard case .failure(.refused(let refusal)) = results[2] else { throw Unexpected(results[2]) }
            #expect(refusal.kind == .invalid)
            guard case .failure(.stale(_, let staleness)) = results[3] else { throw Unexpected(results[3]) }
            // What followed for deadlines belongs to the same versions.
            let missed = try await office.events(matters[3]).count { $0.matterVersion > 1 && $0.assignment == nil }
            #expect(staleness.since.count == missed && missed >= staleness.current - 1)
            #expect(try results[4].get().version == (try results[0].get().version) + 1)
            // Two rounds of two trips, and one look at what the stale sender missed.
            #expect(cost.roundTrips == 5)
            #expect(try await office.stored(matters[0])?.track == .ordinary)
            #expect(try await office.stored(matters[2])?.track == .ordinary)
            for matter in matters { try await office.expectReplay(matter) }
        }
    }
}

struct Unexpected: Error {
    let value: String
    init(_ value: Any) { self.value = "\(value)" }
}

/// The refusal that an act meets; nil if it meets none.
func refusal<T>(_ body: () async throws -> T) async -> Refusal? {
    do {
        _ = try await body()
    } catch CaseworkError.refused(let refusal) {
        return refusal
    } catch CaseworkError.stale(let refusal, _) {
        return refusal
    } catch {
        Issue.record("\(error)")
    }
    return nil
}
