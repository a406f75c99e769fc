import MatterCore
import Testing

/// Prohibitions, duties, events and unused rules in the small definition.
@Suite struct GateRuleTests {
    private func violation(
        of rule: Prohibition.Rule, _ change: (inout Workflow.Content) -> Void = { _ in }
    ) -> [String]? {
        Small.findings {
            change(&$0)
            $0.prohibitions = [Small.prohibition("never", rule)]
        }.first { $0.code == "forbidden-move-reachable" }?.trace
    }

    @Test func findsAForbiddenMove() {
        #expect(
            violation(of: .move(machine: .stage, from: ["WORK"], to: ["END"])) == [
                "open filing: START × OPEN", "milestone READY", "move begin: WORK × OPEN", "move finish: WORK × DONE",
                "move end: END × DONE",
            ])
        #expect(violation(of: .move(machine: .stage, from: ["START"], to: ["END"])) == nil)
    }

    @Test func findsAMoveWithoutItsInstrument() {
        let rule = Prohibition.Rule.moveWithoutInstrument(
            machine: .procedure, from: [], to: ["DONE"], instruments: ["ruling"])
        #expect(violation(of: rule) == nil)
        #expect(violation(of: rule) { $0.replaceMove("finish", instruments: []) }?.last == "move finish: WORK × DONE")
        #expect(
            violation(of: rule) { $0.openings.append(Small.opening("late", "WORK", "DONE")) } == [
                "open late: WORK × DONE"
            ])
    }

    @Test func findsAForbiddenPairUnlessItIsExcused() {
        let excuse: (inout Workflow.Content) -> Void = {
            $0.milestones.append(Small.milestone("LICENSED", stages: ["START"]))
        }
        let rule = Prohibition.Rule.state(stages: ["WORK"], statuses: ["OPEN"], unlessMilestone: "LICENSED")
        #expect(violation(of: rule, excuse)?.last == "move begin: WORK × OPEN")
        #expect(
            violation(of: rule) {
                excuse(&$0)
                $0.replaceMove("begin", guards: { $0 + [.milestone("LICENSED")] })
            } == nil)
    }

    @Test func findsAStageThatIsLeftTooEarly() {
        let rule = Prohibition.Rule.leaveStage(stage: "WORK", dutyCompleted: "D-02", withoutMilestone: "ENTERED")
        let change: (inout Workflow.Content) -> Void = {
            $0.milestones.append(Small.milestone("ENTERED", stages: ["WORK"]))
        }
        #expect(
            violation(of: rule, change)?.suffix(3) == [
                "move finish: WORK × DONE", "duty D-02 completed", "move end: END × DONE",
            ])
        #expect(
            violation(of: rule) {
                change(&$0)
                $0.replaceMove("end", guards: { $0 + [.enteredIfFiled(duty: "D-02", milestone: "ENTERED")] })
            } == nil)
    }

    @Test func findsAMilestoneOutsideItsStatuses() {
        let rule = Prohibition.Rule.milestoneOutside(milestone: "READY", statuses: ["DONE"])
        #expect(violation(of: rule) == ["open filing: START × OPEN", "milestone READY"])
        #expect(violation(of: .milestoneOutside(milestone: "READY", statuses: ["OPEN"])) == nil)
    }

    @Test func findsAReturnThatHistoryForbids() {
        let rule = Prohibition.Rule.never(after: "DONE", statuses: ["OPEN"])
        #expect(violation(of: rule) == nil)
        #expect(
            violation(of: rule) {
                $0.moves.append(Small.move("undo", .procedure, ["DONE"], "OPEN", guards: [.stage(["WORK"])]))
            }?.last == "move undo: WORK × OPEN")
    }

    @Test func findsBrokenDuties() {
        let unstated = LegalBasis(article: "", lawVersion: "L-1", provenance: .sourced)
        #expect(Small.findings { $0.replaceDuty("D-01", triggers: []) }.map(\.code) == ["duty-without-trigger"])
        #expect(Small.findings { $0.replaceDuty("D-01", agency: "NONE") }.map(\.code) == ["duty-without-owner"])
        #expect(Small.findings { $0.replaceDuty("D-01", limit: 0) }.map(\.code) == ["duty-without-limit"])
        #expect(Small.findings { $0.replaceDuty("D-01", basis: unstated) }.map(\.code) == ["duty-without-basis"])
    }

    @Test func findsTriggersThatNeverFire() {
        let wrong: [Duty.Trigger] = [
            .stageEntry("END"), .request(role: .agency, stage: nil), .request(role: .judge, stage: "END"),
            .event("UNKNOWN"),
        ]
        for trigger in wrong {
            #expect(
                Small.findings { $0.replaceDuty("D-01", triggers: [trigger]) }.map(\.code) == ["trigger-never-fires"],
                "\(trigger)")
        }
        let survives = Small.findings {
            $0.statuses[0] = Small.status("OPEN", survives: true)
            $0.replaceDuty("D-01", onlyIfDebtorEnds: true)
        }
        #expect(survives.map(\.code) == ["trigger-never-fires"])
    }

    @Test func findsIdleEvents() {
        #expect(
            Small.findings { $0.replaceMove("finish", emits: []) }.map(\.code) == [
                "event-without-emitter", "trigger-never-fires",
            ])
        #expect(
            Small.findings { $0.replaceDuty("D-02", triggers: [.request(role: .judge, stage: nil)]) }.map(\.code) == [
                "event-without-duty"
            ])
    }

    @Test func findsRulesThatNothingUses() {
        let findings = Small.findings {
            $0.milestones.append(Small.milestone("IDLE"))
            $0.windows.append(Window(id: "idle", name: Small.text("idle"), years: 1, basis: Small.basis))
            $0.grounds.append(Ground(id: "IDLE", name: Small.text("idle"), basis: Small.basis))
            $0.materials.append(Material(id: "idle", name: Small.text("idle"), inStandardPack: false))
            $0.agencies.append(Agency(id: "IDLE", name: Small.text("idle"), kind: .financial, basis: Small.basis))
        }
        #expect(findings.map(\.code) == Array(repeating: "unused-rule", count: 5))
        #expect(
            findings.map(\.path) == ["milestones[1]", "windows[0]", "grounds[0]", "materials[1]", "agencies[1]"])
    }

    /// What a deadline runs from must be able to happen where the deadline runs.
    @Test func findsDeadlinesThatNeverRun() {
        func codes(_ anchor: FactPattern, _ statuses: [StatusID]) -> [String] {
            Small.findings {
                $0.milestones[0] = Small.milestone("READY", stages: ["START"], statuses: ["OPEN"], scope: .stage)
                $0.instruments[0] = Small.instrument("ruling", statuses: ["OPEN"])
                $0.deadlines = [Small.deadline("A01", from: .status("OPEN"), statuses: ["OPEN"])]
                $0.deadlines.append(Small.deadline("A02", from: anchor, statuses: statuses))
            }.map { "\($0.code) \($0.path)" }
        }
        let anchors: [FactPattern] = [
            .status("OPEN"), .milestone("READY"), .instrument("ruling", .issued), .deadline("A01"),
        ]
        for anchor in anchors {
            #expect(codes(anchor, ["OPEN"]) == [] && codes(anchor, []) == [], "\(anchor)")
            #expect(codes(anchor, ["DONE"]) == ["deadline-never-opens deadlines[1]"], "\(anchor)")
        }
        // Nothing terminates a case in the small definition.
        #expect(codes(.termination, []) == ["deadline-never-opens deadlines[1]"])
    }

    @Test func findsDatesAndTemplatesThatNothingUses() {
        let date = FixedDateRule(
            id: "DAY", name: Small.text("day"), roles: [.judge], from: nil, earliest: nil, latest: nil,
            basis: Small.basis)
        let template = DeadlineTemplate(id: "habits", name: Small.text("habits"), basis: Small.basis)
        let idle = Small.findings {
            $0.fixedDates = [date]
            $0.templates = [template]
            $0.milestones.append(Small.milestone("HELD"))
            $0.deadlines = [Small.deadline("A01", from: .status("OPEN"))]
        }
        #expect(
            idle.map { "\($0.code) \($0.path)" } == [
                "unused-rule milestones[1]", "unused-rule fixedDates[0]", "unused-rule templates[0]",
            ])
        let used = Small.findings {
            $0.fixedDates = [date]
            $0.templates = [template]
            $0.milestones.append(Small.milestone("HELD"))
            $0.deadlines = [
                Small.deadline("A01", from: .date("DAY")),
                Small.deadline("A02", from: .milestone("HELD"), template: "habits"),
            ]
        }
        #expect(used.isEmpty, "\(used)")
    }

    @Test func findsARuleWithoutBasis() {
        let findings = Small.findings {
            let unstated = LegalBasis(article: "Art. 2", lawVersion: "", provenance: .memory)
            $0.grounds.append(Ground(id: "G", name: Small.text("g"), basis: unstated))
            $0.replaceMove("begin", grounds: ["G"])
        }
        #expect(findings.map { [$0.code, $0.path] } == [["rule-without-basis", "grounds[0].basis"]])
    }

    /// What a duty calls for, its units must be shown.
    @Test func refusesDisclosureThatIsTooNarrow() {
        func codes(
            _ rule: DisclosureRule, _ change: (inout Workflow.Content) -> Void = { _ in }
        ) -> [String] {
            Small.findings {
                $0.replaceDuty("D-01", discloses: rule)
                change(&$0)
            }.map(\.code).filter { $0.hasPrefix("disclosure") }
        }
        let all = FieldGroup.allCases
        #expect(codes(Small.disclosure(groups: [])) == [])
        #expect(
            codes(Small.disclosure(basis: LegalBasis(article: "", lawVersion: "L", provenance: .fillIn))) == [
                "disclosure-without-ground"
            ])
        // A material that is the copy of an instrument.
        let copy = Material(id: "copy", name: Small.text("copy"), inStandardPack: true, copyOf: ["ruling"])
        #expect(codes(Small.disclosure()) { $0.materials = [copy] }.contains("disclosure-too-narrow"))
        #expect(
            codes(Small.disclosure(instruments: ["ruling"])) {
                $0.materials = [copy]
                $0.replaceDuty("D-02", discloses: Small.disclosure(instruments: ["ruling"]))
            } == [])
        // A result that rests on a field.
        let result = ResultField(
            id: "fees", name: Small.text("fees"), kind: .money, isRequired: true, needs: [.acceptance])
        #expect(
            codes(Small.disclosure(groups: [])) { $0.replaceDuty("D-01", results: [result]) } == [
                "disclosure-too-narrow"
            ])
        #expect(codes(Small.disclosure(groups: [.acceptance])) { $0.replaceDuty("D-01", results: [result]) } == [])
        // Who asks, and what opens the duty.
        let asked: (inout Workflow.Content) -> Void = {
            $0.replaceDuty("D-01", triggers: [.request(role: .administrator, stage: nil)])
        }
        #expect(
            codes(Small.disclosure(groups: all.filter { $0 != .administrator }), asked) == ["disclosure-too-narrow"])
        #expect(codes(Small.disclosure(groups: [.administrator]), asked) == [])
        let ruled: (inout Workflow.Content) -> Void = { $0.replaceDuty("D-01", triggers: [.event("FINISHED")]) }
        #expect(codes(Small.disclosure(groups: all.filter { $0 != .procedure }), ruled) == ["disclosure-too-narrow"])
        #expect(codes(Small.disclosure(groups: [.procedure]), ruled) == [])
        let found: (inout Workflow.Content) -> Void = {
            $0.replaceMilestone("READY", emits: ["FINISHED"])
            $0.replaceDuty("D-01", triggers: [.event("FINISHED")])
        }
        #expect(codes(Small.disclosure(), found).contains("disclosure-too-narrow"))
        #expect(
            !Small.findings { content in
                content.replaceDuty("D-01", discloses: Small.disclosure(milestones: ["READY"]))
                found(&content)
            }.contains { $0.code == "disclosure-too-narrow" && $0.message.contains("D-01") })
    }
}
