import MatterCore
import Testing

/// One fault a test, in a definition small enough to see the shortest trace by eye.
@Suite struct GateTests {
    @Test func acceptsASoundDefinition() {
        let report = Gate.check(Small.workflow())
        #expect(report.findings == [])
        #expect(report.ok)
        #expect(report.stages == 2 && report.agencies == 1 && report.duties == 2)
        // START × OPEN with and without READY, WORK × OPEN, WORK × DONE, END × DONE
        #expect(report.exploredStates == 5)
        #expect(report.exploredMoves == 4)
    }

    @Test func findsADeadEndWithAShortestTrace() {
        let findings = Small.findings {
            $0.statuses.append(Small.status("LOST"))
            $0.moves.append(Small.move("lose", .procedure, ["OPEN"], "LOST", guards: [.stage(["WORK"])]))
        }
        #expect(
            findings.of("dead-end").map(\.trace) == [
                [
                    "open filing: START × OPEN", "milestone READY", "move begin: WORK × OPEN",
                    "move lose: WORK × LOST",
                ]
            ])
        #expect(findings.of("dead-end").first?.message == "A matter in WORK × LOST can never come to an end.")
        #expect(findings.count == 1)
    }

    @Test func findsADeadEndThatAFactMakes() {
        let findings = Small.findings {
            $0.milestones.append(Small.milestone("SPOILT", stages: ["WORK"], statuses: ["OPEN"]))
            $0.replaceMove("finish", guards: { $0 + [.milestoneAbsent("SPOILT")] })
        }
        #expect(
            findings.of("dead-end").map { $0.trace.suffix(2) } == [["move begin: WORK × OPEN", "milestone SPOILT"]])
        #expect(findings.count == 1)
    }

    @Test func findsWhatCannotBeReached() {
        let findings = Small.findings {
            $0.stages.append(Small.stage("FAR"))
            $0.statuses.append(Small.status("NEVER"))
            $0.moves.append(Small.move("far-end", .stage, ["FAR"], "END"))
            $0.replaceMove("end", guards: { [.procedure(["DONE", "NEVER"])] + $0.dropFirst() })
        }
        #expect(
            findings.map(\.code) == ["unreachable-stage", "unreachable-status", "unreachable-move", "unreachable-move"])
        #expect(findings.map(\.path) == ["stages[3]", "statuses[2]", "moves[2].guards[0]", "moves[3]"])
    }

    @Test func findsTwoAnswersToOneRequest() {
        let findings = Small.findings { $0.duplicateMove("begin", as: "begin-too") }
        #expect(findings.map(\.code) == ["nondeterminism"])
        #expect(
            findings.first?.trace == ["open filing: START × OPEN", "milestone READY", "move begin-too: WORK × OPEN"])
        // A ground tells the two apart.
        #expect(
            Small.findings {
                $0.grounds = [Ground(id: "WAY", name: Small.text("way"), basis: Small.basis)]
                $0.duplicateMove("begin", as: "begin-too")
                $0.replaceMove("begin-too", grounds: ["WAY"])
            } == [])
    }

    @Test func findsARoleThatNeedsNobody() {
        let findings = Small.findings { $0.replaceMilestone("READY", roles: [.administrator, .judge]) }
        #expect(findings.map(\.code) == ["single-role"])
        #expect(
            findings.first?.trace == [
                "open filing: START × OPEN", "milestone READY", "move begin: WORK × OPEN", "move finish: WORK × DONE",
                "move end: END × DONE",
            ])
        // The judge cannot settle the mandatory duty: the agency must.
        #expect(
            Small.findings {
                $0.replaceMilestone("READY", roles: [.administrator, .judge])
                $0.replaceAct(.waive, roles: [.administrator])
            } == [])
        #expect(
            Small.findings {
                $0.replaceMilestone("READY", roles: [.administrator, .judge])
                $0.replaceStage("END", exemption: "a reason")
            } == [])
    }

    @Test func findsWhatNobodyMayDo() {
        #expect(
            Small.findings { $0.replaceMove("finish", roles: []) }.first.map { [$0.code, $0.path] } == [
                "nobody-may", "moves[1].roles",
            ])
        #expect(Small.findings { $0.replaceMove("finish", roles: [.agency]) }.first?.path == "moves[1].roles")
        #expect(
            Small.findings { $0.replaceInstrument("ruling", issuedBy: [.auditor]) }.first?.path
                == "instruments[0].issuedBy")
        #expect(Small.findings { $0.replaceMilestone("READY", roles: [.agency]) }.first?.path == "milestones[0].roles")
        #expect(Small.findings { $0.replaceOpening("filing", roles: [.agency]) }.first?.path == "openings[0].roles")
        #expect(Small.findings { $0.replaceAct(.setTrack, roles: []) }.map(\.path) == ["acts[4].roles"])
        #expect(Small.findings { $0.reasons.removeFirst() }.map(\.path) == ["reasons"])
        #expect(
            Small.findings {
                $0.replaceAct(.waive, roles: [])
                $0.replaceAct(.complete, roles: [])
            }.of("nobody-may").map(\.message).contains("Nobody may complete or waive a mandatory duty."))
    }

    @Test func findsWhatComesTooLate() {
        let milestone = Small.findings { $0.replaceMilestone("READY", stages: ["WORK"]) }
        #expect(milestone.of("nobody-may").map(\.path) == ["milestones[0]", "moves[0].guards"])
        let instrument = Small.findings { $0.replaceInstrument("ruling", statuses: ["DONE"]) }
        #expect(instrument.of("nobody-may").map(\.path) == ["instruments[0].statuses", "moves[1].instruments"])
    }

    @Test func anInstrumentOfAnEarlierStatusIsStillInTheFile() {
        let report = Gate.check(
            Small.workflow {
                $0.replaceInstrument("ruling", statuses: ["OPEN"])
                $0.replaceMove("end", instruments: ["ruling"])
            })
        #expect(report.findings == [])
    }

    @Test func forgetsMilestonesOfTheStageThatIsLeft() {
        let again: (inout Workflow.Content) -> Void = {
            $0.replaceMove("finish", guards: { $0 + [.milestone("READY")] })
        }
        #expect(Small.findings(again).of("nobody-may").map(\.path) == ["moves[1].guards"])
        #expect(
            Small.findings {
                again(&$0)
                $0.replaceMilestone("READY", scope: .matter)
            } == [])
        #expect(
            Small.findings {
                again(&$0)
                $0.replaceMilestone("READY", scope: .matter)
                $0.replaceMove("begin", clears: ["READY"])
            }.of("nobody-may").map(\.path) == ["moves[1].guards"])
    }

    @Test func findsAnUndeclaredAct() {
        #expect(Small.findings { $0.acts.removeAll { $0.act == .linkMatter } }.map(\.code) == ["act-undeclared"])
    }

    @Test func findsAnEndThatIsLeft() {
        let findings = Small.findings {
            $0.moves.append(Small.move("revive", .stage, ["END"], "START"))
        }
        #expect(findings.map(\.code) == ["final-stage-exit", "unreachable-move"])
    }

    @Test func followsWindowsAndTime() {
        let change: (inout Workflow.Content) -> Void = {
            $0.windows = [Window(id: "appeal", name: Small.text("appeal"), years: 2, basis: Small.basis)]
            $0.statuses[1] = Small.status("DONE", opens: ["appeal"])
            $0.replaceMove("end", guards: { $0 + [.windowOver("appeal")] })
            $0.replaceMilestone("READY", roles: [.administrator, .judge])
        }
        #expect(
            Small.findings(change).map { $0.trace.suffix(3) } == [
                ["move finish: WORK × DONE", "window appeal over", "move end: END × DONE"]
            ])
        // A window that must be open but is over leaves the matter stuck.
        let stuck = Small.findings {
            change(&$0)
            $0.replaceMove("end", guards: { $0.dropLast() + [.windowOpen("appeal")] })
        }
        #expect(stuck.of("dead-end").map { $0.trace.last } == ["window appeal over"])
    }

    @Test func followsWhoFiled() {
        let findings = Small.findings {
            $0.openings = [
                Small.opening("watch", "START", "OPEN"), Small.opening("filing", "START", "FILED", filers: []),
            ]
            $0.statuses.append(Small.status("FILED"))
            $0.moves.append(Small.move("file", .procedure, ["OPEN"], "FILED", guards: [.stage(["START"])]))
            $0.replaceMove("finish", from: ["FILED"], guards: { $0 + [.filer([.debtor, .creditor])] })
            $0.replaceMove("begin", guards: { $0 + [.procedure(["FILED"])] })
        }
        #expect(findings.map(\.code) == ["dead-end"])
        #expect(findings.first?.trace == ["open filing by liquidator: START × FILED"])
    }

    @Test func refusesWhatIsTooLargeToExplore() {
        let findings = Small.findings { content in
            for number in 0..<60 {
                content.milestones.append(Small.milestone(MilestoneID("M\(number)")))
                content.replaceMove("begin", guards: { $0 + [.milestone(MilestoneID("M\(number)"))] })
            }
        }
        #expect(findings.map(\.code) == ["too-large"])
    }
}

extension [Finding] {
    func of(_ code: String) -> [Finding] { filter { $0.code == code } }
}
