import MatterCore
import Testing

@testable import Casework

/// Hundreds of random acts, legal or not: after each that was done the rows say what the record says.
@Suite struct RandomWalkTests {
    @Test(arguments: [UInt64(1), 2, 3])
    func rowsAlwaysSayWhatTheRecordSays(_ seed: UInt64) async throws {
        try await inOffice { office in
            var random = Random(state: seed)
            let matter = try await office.takeover()
            let judge = try await office.judge
            let administrator = try await office.administrator
            _ = try await office.casework.attach(
                name: "a.txt", mediaType: "text/plain", bytes: Pieces([[0x61]]), to: matter, by: judge, key: "a")
            var done = 0
            for _ in 0..<200 {
                let state = try #require(try await office.stored(matter))
                let assignment = try #require(
                    state.assignments.values.sorted { $0.number < $1.number }.randomElement(using: &random))
                let unit = try await office.unit(assignment)
                let principal = [judge, administrator, unit, unit].randomElement(using: &random)!
                let command = Self.command(state, assignment, office, &random)
                do {
                    _ = try await office.act(command, matter, by: principal)
                    done += 1
                    try await office.expectReplay(matter)
                    #expect(try await office.audit(matter) == [])
                } catch CaseworkError.refused {
                    #expect(try await office.stored(matter) == state)
                }
            }
            #expect(done > 20, "\(done)")
        }
    }

    private static func command(
        _ state: MatterState, _ assignment: DutyAssignment, _ office: Office, _ random: inout Random
    ) -> Command {
        let content = Office.workflow.content
        let duty = Office.workflow.duty(assignment.duty)!
        let use = { (material: MaterialID) in MaterialUse(material: material, attachment: 1) }
        let actions: [DutyAction] = [
            .acknowledge(Acknowledge()), .acknowledge(Acknowledge(note: "收到")), .start(StartDuty()),
            .returnForMaterial(
                ReturnForMaterial(reason: content.reasons.first { $0.use == .return }!.id, missing: [duty.materials[0]])
            ),
            .resubmit(Resubmit(materials: [use(duty.materials[0])])),
            .refuse(RefuseDuty(reason: content.reasons.first { $0.use == .refuse }!.id, note: "无职权")),
            .overrideRefusal(GiveReason(reason: "应予协助")), .upholdRefusal(GiveReason(reason: "理由成立")),
            .waive(GiveReason(reason: "无必要")), .requestExtension(RequestExtension(workingDays: 2, reason: "复杂")),
            .decideExtension(DecideExtension(approve: Bool.random(using: &random), reason: "情况属实")),
            .acceptResult(AcceptResult()), .sendBack(GiveReason(reason: "不完整")),
            .releasePart(ReleasePart(agency: duty.coAgencies.first ?? "TAX", reason: "无需协办")),
            .submitPart(SubmitPart(text: "已核实", attachments: assignment.materials.map(\.attachment))),
        ]
        if Int.random(in: 0..<10, using: &random) < 6 {
            return .duty(assignment.number, actions.randomElement(using: &random)!)
        }
        if Int.random(in: 0..<10, using: &random) < 3 { return onDeadlines(state, &random) }
        let milestone = content.milestones.randomElement(using: &random)!
        let requested = content.duties.randomElement(using: &random)!
        let commands: [Command] = [
            .recordMilestone(RecordMilestone(milestone: milestone.id, on: "2026-03-02".date)),
            .recordInstrument(office.instrument(content.instruments.randomElement(using: &random)!.id)),
            .moveStage(
                MoveStage(
                    to: content.stages.randomElement(using: &random)!.id, instruments: state.instruments.keys.sorted(),
                    reason: "继续")),
            .moveProcedure(
                MoveProcedure(
                    to: content.statuses.randomElement(using: &random)!.id,
                    ground: Bool.random(using: &random) ? content.grounds.randomElement(using: &random)!.id : nil,
                    instruments: state.instruments.keys.sorted(), reason: "依法")),
            state.sealedAt == nil
                ? .sealMatter(GiveReason(reason: "保密")) : .unsealMatter(GiveReason(reason: "解密")),
            .setTrack(SetTrack(track: Track.allCases.randomElement(using: &random)!, reason: "决定")),
            .fileRequest(
                FileRequest(
                    duties: [
                        .init(
                            duty: requested.id,
                            materials: requested.materials.filter { id in
                                !Office.workflow.standardPack.contains { $0.id == id }
                            }.map(use))
                    ],
                    standardPack: Office.workflow.standardPack.map { use($0.id) })),
        ]
        return commands.randomElement(using: &random)!
    }

    private static func onDeadlines(_ state: MatterState, _ random: inout Random) -> Command {
        let today = "2026-03-02".date
        let number = Int.random(in: 1...max(1, state.last.deadline), using: &random)
        let instrument = Int.random(in: 1...max(1, state.last.instrument), using: &random)
        let party = ["applicant", "debtor"].randomElement(using: &random)!
        let ahead = today.adding(days: Int.random(in: 1...90, using: &random))
        let commands: [Command] = [
            .recordService(RecordService(instrument: instrument, served: [.init(party: party, on: today)])),
            .recordService(RecordService(instrument: instrument, served: [], announcedOn: today)),
            .correctDate(
                CorrectDate(
                    subject: .issue, instrument: instrument,
                    on: today.adding(days: -Int.random(in: 0...9, using: &random)),
                    reason: "更正")),
            .correctDate(CorrectDate(subject: .service, instrument: instrument, party: party, on: today, reason: "更正")),
            .fixDate(
                FixDate(
                    date: ["FIRST_MEETING_DATE", "MAJOR_DISPOSAL_DATE", "CLAIMS_PERIOD_END"]
                        .randomElement(using: &random)!, on: ahead)),
            .setDeadline(SetDeadline(name: "补交材料", party: .administrator, on: ahead, reason: "需要")),
            .adoptTemplate(AdoptTemplate(template: "administrator_milestones")),
            .deadline(number, .meet(MeetDeadline(on: today))),
            .deadline(number, .extend(ExtendDeadline(on: ahead.adding(days: 60), reason: "延长"))),
            .deadline(number, .suspend(StopDeadline(on: today, reason: "中止"))),
            .deadline(number, .resume(StopDeadline(on: today, reason: "恢复"))),
            .deadline(number, .end(GiveReason(reason: "无必要"))),
        ]
        return commands.randomElement(using: &random)!
    }
}

/// SplitMix64: the same walk for the same seed.
struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
