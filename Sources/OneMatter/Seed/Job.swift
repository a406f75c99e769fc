import MatterCore

/// One thing that somebody does about a duty at some time.
struct Job {
    enum Deed: Hashable {
        case acknowledge, start, part(AgencyID), complete, accept, returnForMaterial, resubmit, refuse, override, uphold
        case requestExtension, approveExtension, waive
    }

    let at: Instant
    let order: Int
    let duty: DutyID
    let deed: Deed

    /// What becomes of the assignment, in order and in time: most in time, some late, a few not at all smoothly.
    static func list(
        for assignment: DutyAssignment, from start: Instant, using random: inout SeededRandom
    ) -> [Job] {
        let deeds = plot(assignment, using: &random)
        let limit = Double(max(1, assignment.due.date.dayNumber - start.legalDate.dayNumber))
        let pace =
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<82: Double.random(in: 0.2...0.95, using: &random)
            case 82..<96: Double.random(in: 1.1...2.5, using: &random)
            default: Double.random(in: 4...12, using: &random)
            }
        return deeds.enumerated().map { index, deed in
            Job(
                at: start.adding(days: limit * pace * Double(index + 1) / Double(deeds.count)),
                order: assignment.number * 100 + index, duty: assignment.duty, deed: deed)
        }
    }

    private static func plot(_ assignment: DutyAssignment, using random: inout SeededRandom) -> [Deed] {
        let parts = assignment.parts.filter { $0.state == .open }.map { Deed.part($0.agency) }
        var end = parts + [.complete]
        if random.happens(70) { end.append(.accept) }
        // Left in the middle by an earlier round.
        switch assignment.state {
        case .acknowledged, .inProgress: return end
        case .returned: return [.resubmit, .waive]
        case .refused: return [.uphold]
        default: break
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<2: return [.waive]
        case 2..<3: return [.refuse, .uphold]
        case 3..<5: return [.refuse, .override] + end
        case 5..<10: return [.returnForMaterial, .resubmit, .acknowledge] + end
        case 10..<13: return [.acknowledge, .requestExtension, .approveExtension] + end
        case 13..<55: return [.acknowledge, .start] + end
        default: return [.acknowledge] + end
        }
    }

    func player(in play: Rehearsal) throws -> Player? {
        switch deed {
        case .part(let agency): .agency(agency)
        case .override, .uphold, .approveExtension, .waive: .judge
        case .resubmit, .accept:
            try play.assignment(duty).request.map { try play.cast.player(for: $0.requester) } ?? .judge
        case .acknowledge, .start, .complete, .returnForMaterial, .refuse, .requestExtension: nil
        }
    }

    func action(in play: Rehearsal) -> DutyAction {
        switch deed {
        case .acknowledge: .acknowledge(Acknowledge())
        case .start: .start(StartDuty())
        case .part: .submitPart(SubmitPart(text: "示例：协办意见"))
        case .complete:
            .complete(
                CompleteDuty(
                    result: play.workflow.duty(duty).map {
                        SampleResult(state: play.state, today: play.today).values(for: $0)
                    } ?? [:]))
        case .accept: .acceptResult(AcceptResult())
        case .returnForMaterial: .returnForMaterial(ReturnForMaterial(reason: "subject_unclear", note: "示例"))
        case .resubmit: .resubmit(Resubmit(materials: [], note: "示例：已说明"))
        case .refuse: .refuse(RefuseDuty(reason: "statutory_condition_unmet", note: "示例"))
        case .override: .overrideRefusal(GiveReason(reason: "示例：符合条件"))
        case .uphold: .upholdRefusal(GiveReason(reason: "示例：理由成立"))
        case .requestExtension: .requestExtension(RequestExtension(workingDays: 5, reason: "示例"))
        case .approveExtension: .decideExtension(DecideExtension(approve: true))
        case .waive: .waive(GiveReason(reason: "示例：已无必要"))
        }
    }
}
