import MatterCore
import Yams

/// Moves with their guards, and prohibitions.
extension Fields {
    func move() -> Move {
        Move(
            id: code("id"), machine: word("machine", else: .stage), name: name(),
            from: nonEmpty("from").items { $0.text() }, to: text("to"), grounds: codes("grounds"), roles: roles(),
            instruments: codes("instruments"), guards: optional("guards")?.guards() ?? [],
            needsOverrideReason: flag("needsOverrideReason"), emits: codes("emits"), clears: codes("clears"),
            cancelsDuties: flag("cancelsDuties"), basis: basis())
    }

    func prohibition() -> Prohibition {
        Prohibition(
            id: text("id"), name: name(), rule: required("rule").object { $0.prohibitionRule() }, basis: basis())
    }

    private func prohibitionRule() -> Prohibition.Rule {
        let variants = [
            "move", "moveWithoutInstrument", "state", "leaveStage", "milestoneOutside", "never",
        ]
        switch variant(of: variants) {
        case "move"?:
            return required("move").object {
                .move(machine: $0.word("machine", else: .stage), from: $0.states("from"), to: $0.states("to"))
            }
        case "moveWithoutInstrument"?:
            return required("moveWithoutInstrument").object {
                .moveWithoutInstrument(
                    machine: $0.word("machine", else: .stage), from: $0.optional("from")?.items { $0.text() } ?? [],
                    to: $0.states("to"), instruments: $0.nonEmpty("instruments").items { $0.code() })
            }
        case "state"?:
            return required("state").object {
                .state(
                    stages: $0.nonEmpty("stages").items { $0.code() },
                    statuses: $0.nonEmpty("statuses").items { $0.code() },
                    unlessMilestone: $0.optionalCode("unlessMilestone"))
            }
        case "leaveStage"?:
            return required("leaveStage").object {
                .leaveStage(
                    stage: $0.code("stage"), dutyCompleted: $0.code("dutyCompleted"),
                    withoutMilestone: $0.code("withoutMilestone"))
            }
        case "milestoneOutside"?:
            return required("milestoneOutside").object {
                .milestoneOutside(
                    milestone: $0.code("milestone"), statuses: $0.nonEmpty("statuses").items { $0.code() })
            }
        case "never"?:
            return required("never").object {
                .never(after: $0.code("after"), statuses: $0.nonEmpty("statuses").items { $0.code() })
            }
        default:
            return .move(machine: .stage, from: [], to: [])
        }
    }

    private func states(_ key: String) -> [String] { nonEmpty(key).items { $0.text() } }
}

extension FileValue {
    /// A guard that cannot be read stands in as `mandatoryDutiesSettled`, so that the numbers of the others stay.
    fileprivate func guards() -> [Guard] {
        items().map { value in
            if value.node?.scalar != nil { return value.plainGuard() ?? .mandatoryDutiesSettled }
            return value.object { $0.guardVariant() } ?? .mandatoryDutiesSettled
        }
    }

    private func plainGuard() -> Guard? {
        switch text() {
        case "mandatoryDutiesSettled": return .mandatoryDutiesSettled
        case "judgeAssigned": return .judgeAssigned
        case "administratorAppointed": return .administratorAppointed
        case "": return nil
        case let other:
            fault(
                "unknown-value",
                "'\(other)' is no guard; without a value stand mandatoryDutiesSettled, judgeAssigned and "
                    + "administratorAppointed.")
            return nil
        }
    }
}

extension Fields {
    fileprivate func guardVariant() -> Guard? {
        let variants = [
            "procedure", "stage", "milestone", "absent", "enteredIfFiled", "filer", "windowOpen", "windowOver",
        ]
        switch variant(of: variants) {
        case "procedure"?: return .procedure(nonEmpty("procedure").items { $0.code() })
        case "stage"?: return .stage(nonEmpty("stage").items { $0.code() })
        case "milestone"?: return .milestone(code("milestone"))
        case "absent"?: return .milestoneAbsent(code("absent"))
        case "enteredIfFiled"?:
            return required("enteredIfFiled").object {
                .enteredIfFiled(duty: $0.code("duty"), milestone: $0.code("milestone"))
            }
        case "filer"?: return .filer(words("filer"))
        case "windowOpen"?: return .windowOpen(code("windowOpen"))
        case "windowOver"?: return .windowOver(code("windowOver"))
        default: return nil
        }
    }
}
