import MatterCore

/// A random act on deadlines and dates.
enum DeadlineStep {
    static func random(_ world: World, _ random: inout RandomWalkTests.Generator) -> (Command, Principal) {
        let state = world.state
        let today = world.now.legalDate
        let past = today.adding(days: -Int.random(in: 0...40, using: &random))
        let ahead = today.adding(days: Int.random(in: 1...60, using: &random))
        let number = Int.random(in: 1...max(1, state.last.deadline), using: &random)
        let instrument = Int.random(in: 1...max(1, state.last.instrument), using: &random)
        let party = ["applicant", "debtor", "administrator", "known_creditors"].randomElement(using: &random)!
        let subject = CorrectDate.Subject.allCases.randomElement(using: &random)!
        let commands: [Command] = [
            .recordService(
                RecordService(
                    instrument: instrument, served: [.init(party: party, on: today)],
                    announcedOn: Bool.random(using: &random) ? today : nil)),
            .correctDate(
                CorrectDate(
                    subject: subject, instrument: instrument, party: party,
                    milestone: state.milestones.keys.sorted().randomElement(using: &random), on: past, reason: "示例")),
            .fixDate(
                FixDate(date: world.workflow.content.fixedDates.randomElement(using: &random)!.id, on: ahead)),
            .setDeadline(SetDeadline(name: "示例", party: .administrator, on: ahead, reason: "示例")),
            .adoptTemplate(AdoptTemplate(template: "administrator_milestones")),
            .deadline(number, .meet(MeetDeadline(on: past))),
            .deadline(number, .extend(ExtendDeadline(on: ahead, reason: "示例"))),
            .deadline(number, .suspend(StopDeadline(on: past, reason: "示例"))),
            .deadline(number, .resume(StopDeadline(on: today, reason: "示例"))),
            .deadline(number, .end(GiveReason(reason: "示例"))),
        ]
        return (commands.randomElement(using: &random)!, World.principal(.judge))
    }
}
