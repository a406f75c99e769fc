import MatterCore
import Testing
import WorkflowFiles

/// One broken file per rule of the reader.
@Suite struct FaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: String
        let path: String
        let edit: Edit

        init(_ code: String, _ path: String, _ edit: Edit) {
            self.code = code
            self.path = path
            self.edit = edit
        }

        var testDescription: String { "\(code) at \(edit.file) \(path)" }
    }

    static let main = Shipped.main
    static let duties = Shipped.duties
    static let agencies = Shipped.agencies
    static let deadlines = Shipped.deadlines
    static let calendar = Shipped.calendar
    static let reminders = Shipped.reminders

    /// Codes that the program knows by name.
    static let known: [Case] = [
        Case("unsupported-stages", "stages", Edit(main, "- id: TAKEOVER\n", "- id: INTAKE\n")),
        Case("unsupported-stages", "stages", Edit(main, "- id: ARCHIVED\n", "- id: SHELVED\n")),
        Case("missing-code", "statuses", Edit(main, "- id: FILED\n", "- id: ASKED\n")),
        Case("missing-code", "instruments", Edit(main, "- id: appointment_decision\n", "- id: appointment\n")),
        Case(
            "missing-code", "instruments",
            Edit(main, "- id: administrator_replacement_decision\n", "- id: replacement\n")),
    ]

    /// Spelling and types.
    static let spelling: [Case] = [
        Case("unknown-key", "moves[0].guard", Edit(main, after: "- id: file\n", "guards:", "guard:")),
        Case("unknown-key", "stages[0].name.de", Edit(main, "en: \"risk warning\"", "en: \"x\", de: \"x\"")),
        Case(
            "duplicate-key", "moves[0].machine",
            Edit(main, "    machine: procedure", "    machine: procedure\n    machine: stage")),
        Case("duplicate-key", "materials[3].id", Edit(duties, "{id: agent_id,", "{id: agent_id, id: agent_id,")),
        Case("missing-key", "moves[0]", Edit(main, "    to: FILED\n", "")),
        Case("missing-key", "stages[0].basis", Edit(main, ", lawVersion: PRESS-2023", "")),
        Case("missing-key", "duties[0]", Edit(duties, "    mandatory: false\n", "")),
        Case("missing-key", "", Edit(duties, "disclosureBasis: {", "discloseBasis: {")),
        Case("missing-key", "duties[0]", Edit(duties, "    discloses:\n", "    disclosure:\n")),
        Case("missing-key", "duties[0].discloses", Edit(duties, after: "    discloses:", "purpose: {", "reason: {")),
        Case(
            "unknown-key", "duties[0].discloses.fields",
            Edit(duties, "    discloses:\n", "    discloses:\n      fields: []\n")),
        Case(
            "unknown-value", "duties[4].discloses.groups[0]", Edit(duties, "groups: [case_number]", "groups: [case_no]")
        ),
        Case(
            "duplicate-entry", "duties[4].discloses.groups[1]",
            Edit(duties, "groups: [case_number]", "groups: [case_number, case_number]")),
        Case(
            "unknown-value", "duties[15].results[2].needs[0]", Edit(duties, "needs: [acceptance]", "needs: [accepted]")),
        Case("wrong-type", "moves[0].to", Edit(main, "    to: FILED", "    to: [FILED]")),
        Case("wrong-type", "moves[0].from", Edit(main, "from: [WATCHED]", "from: WATCHED")),
        Case("wrong-type", "duties[0].mandatory", Edit(duties, "mandatory: false", "mandatory: no")),
        Case("wrong-type", "duties[0].limit.value", Edit(duties, "value: 5", "value: \"5\"")),
        Case("wrong-type", "duties[0].limit.value", Edit(duties, "value: 5", "value: 5.5")),
        Case("wrong-type", "stages[0].basis", Edit(main, after: "stages:", "basis: {", "basis: \"law\" #")),
        Case("leading-zero", "duties[0].limit.value", Edit(duties, "value: 5", "value: 010")),
        Case("ambiguous-text", "stages[0].name.en", Edit(main, "\"risk warning\"", "on")),
        Case("ambiguous-text", "agencies[0].name.zh", Edit(agencies, "\"发展和改革委员会\"", "no")),
        Case("ambiguous-text", "agencies[0].name.zh", Edit(agencies, "\"发展和改革委员会\"", "12")),
        Case("empty-text", "agencies[0].name.en", Edit(agencies, "\"Development and Reform Commission\"", "\" \"")),
        Case("empty-text", "moves[0].basis.article", Edit(main, after: "- id: file\n", "\"企业破产法 Art.7, 8\"", "\"\"")),
        Case("unknown-value", "moves[0].roles[0]", Edit(main, after: "- id: file\n", "[judge]", "[registrar]")),
        Case("unknown-value", "moves[0].machine", Edit(main, "machine: procedure", "machine: process")),
        Case("unknown-value", "duties[0].limit.unit", Edit(duties, "unit: working_days", "unit: days")),
        Case("unknown-value", "stages[0].basis.provenance", Edit(main, "provenance: sourced", "provenance: certain")),
        Case("unknown-value", "acts[0].act", Edit(main, "- act: open_matter", "- act: open_matters")),
        Case("unknown-value", "duties[0].results[0].kind", Edit(duties, "kind: table", "kind: list")),
        Case(
            "unknown-value", "moves[4].guards[1]",
            Edit(main, after: "- id: accept-liquidation", "- judgeAssigned", "- judgeNamed")),
        Case("unknown-variant", "moves[0].guards[0]", Edit(main, "- stage: [RISK_WARNING]", "- when: [RISK_WARNING]")),
        Case("unknown-variant", "duties[0].triggers[0]", Edit(duties, "- stageEntry:", "- entry:")),
        Case(
            "unknown-variant", "prohibitions[0].rule",
            Edit(main, after: "- id: no-skip-from-warning", "      move:", "      forbid:")),
        Case("empty-list", "moves[0].roles", Edit(main, after: "- id: file\n", "roles: [judge]", "roles: []")),
        Case("empty-list", "moves[0].from", Edit(main, "from: [WATCHED]", "from: []")),
        Case(
            "empty-list", "duties[0].triggers",
            Edit(duties, "triggers:\n      - stageEntry: RISK_WARNING", "triggers: []")),
        Case("empty-list", "duties[0].results[1].options", Edit(duties, "[normal, reduced, stopped]", "[]")),
        Case(
            "empty-list", "duties[0].results[0].columns",
            Edit(duties, "[creditCode, month, electricity, energy]", "[]")),
        Case("duplicate-entry", "moves[0].from[1]", Edit(main, "from: [WATCHED]", "from: [WATCHED, WATCHED]")),
        Case("duplicate-entry", "duties[0].coAgencies[0]", Edit(duties, "coAgencies: [DATA]", "coAgencies: [EIT]")),
        Case("bad-date", "validFrom", Edit(main, "\"2007-06-01\"", "\"2007-02-30\"")),
        Case("bad-date", "validFrom", Edit(main, "\"2007-06-01\"", "2007-06-01")),
        Case("unsupported-schema", "schema", Edit(agencies, "schema: 1", "schema: 2")),
        Case("unknown-value", "kind", Edit(agencies, "kind: agencies", "kind: agents")),
        Case("bad-yaml", "", Edit(agencies, "id: DRC", "id: [DRC")),
    ]

    /// What holds together.
    static let coherence: [Case] = [
        Case("duplicate-id", "stages[1].id", Edit(main, "- id: TAKEOVER\n", "- id: RISK_WARNING\n")),
        Case("duplicate-id", "duties[1].id", Edit(duties, "- id: RW-02", "- id: RW-01")),
        Case("duplicate-id", "acts[1].act", Edit(main, "- act: record_filing", "- act: open_matter")),
        Case("duplicate-id", "duties[0].results[1].id", Edit(duties, "{id: outputStatus", "{id: monthlyUsage")),
        Case("bad-identifier", "moves[0].id", Edit(main, "- id: file\n", "- id: File\n")),
        Case("bad-identifier", "duties[0].results[0].id", Edit(duties, "{id: monthlyUsage", "{id: MonthlyUsage")),
        Case(
            "bad-identifier", "duties[0].results[0].columns[0]",
            Edit(duties, "[creditCode, month", "[credit_code, month")),
        Case("bad-identifier", "duties[0].id", Edit(duties, "- id: RW-01", "- id: RW-1")),
        Case("missing-act", "acts", Edit(main, "- act: waive", "- act: start")),
        Case("unknown-reference", "moves[0].to", Edit(main, "to: FILED", "to: FILLED")),
        Case("unknown-reference", "moves[0].from[0]", Edit(main, "from: [WATCHED]", "from: [WATCHING]")),
        Case(
            "unknown-reference", "moves[0].guards[0].stage[0]", Edit(main, "stage: [RISK_WARNING]", "stage: [WARNING]")),
        Case(
            "unknown-reference", "moves[2].instruments[0]",
            Edit(main, after: "- id: withdraw-filing", "[withdrawal_ruling]", "[withdrawal]")),
        Case("unknown-reference", "moves[13].grounds[0]", Edit(main, after: "moves:", "[EBL_107]", "[EBL_170]")),
        Case(
            "unknown-reference", "moves[13].guards[1].milestone",
            Edit(main, after: "- id: declare\n", "milestone: FIRST_MEETING_HELD", "milestone: MEETING_HELD")),
        Case(
            "unknown-reference", "moves[27].guards[1].windowOpen",
            Edit(main, "windowOpen: additional_distribution", "windowOpen: distribution")),
        Case(
            "unknown-reference", "statuses[15].opensWindows[0]",
            Edit(main, "opensWindows: [additional_distribution]", "opensWindows: [distribution]")),
        Case("unknown-reference", "openings[0].stage", Edit(main, "stage: RISK_WARNING", "stage: WARNING")),
        Case("unknown-reference", "openings[0].status", Edit(main, "status: WATCHED", "status: WATCHING")),
        Case("unknown-reference", "instruments[0].statuses[0]", Edit(main, "statuses: [FILED]", "statuses: [FILLED]")),
        Case(
            "unknown-reference", "milestones[0].stages[0]",
            Edit(main, after: "- id: FIRST_MEETING_HELD", "[TAKEOVER,", "[TAKE,")),
        Case(
            "unknown-reference", "milestones[5].instrument",
            Edit(main, "instrument: disposal_licence", "instrument: licence")),
        Case(
            "unknown-reference", "milestones[3].emits[0]",
            Edit(main, "emits: [REALISATION_PLAN_PASSED]", "emits: [PLAN_PASSED]")),
        Case("unknown-reference", "duties[0].agency", Edit(duties, "agency: EIT", "agency: EITB")),
        Case("unknown-reference", "duties[0].coAgencies[0]", Edit(duties, "coAgencies: [DATA]", "coAgencies: [DAT]")),
        Case("unknown-reference", "duties[0].stage", Edit(duties, "    stage: RISK_WARNING", "    stage: WARNING")),
        Case(
            "unknown-reference", "duties[0].triggers[0].stageEntry",
            Edit(duties, "stageEntry: RISK_WARNING", "stageEntry: WARNING")),
        Case(
            "unknown-reference", "duties[5].triggers[0].event",
            Edit(duties, "event: PORTRAIT_RED", "event: PORTRAIT_BLUE")),
        Case(
            "unknown-reference", "duties[4].triggers[0].request.stage",
            Edit(duties, "{role: judge, stage: RISK_WARNING}", "{role: judge, stage: WARNING}")),
        Case(
            "unknown-reference", "duties[0].materials[0]",
            Edit(duties, "[watch_list, reference_month]", "[watchlist, reference_month]")),
        Case(
            "unknown-reference", "materials[0].copyOf[0]",
            Edit(duties, "copyOf: [acceptance_ruling", "copyOf: [acceptance")),
        Case(
            "unknown-reference", "duties[7].discloses.instruments[0]",
            Edit(duties, "instruments: [acceptance_ruling", "instruments: [acceptance")),
        Case(
            "unknown-reference", "duties[5].discloses.milestones[0]",
            Edit(duties, "milestones: [PORTRAIT_RED]", "milestones: [PORTRAIT_BLUE]")),
        Case(
            "unknown-reference", "prohibitions[12].rule.leaveStage.dutyCompleted",
            Edit(main, "dutyCompleted: TX-01", "dutyCompleted: TX-09")),
        Case("unknown-reference", "catalogues.agencies", Edit(main, "agencies.v1.yaml", "agencies.v2.yaml")),
        Case(
            "guard-on-wrong-machine", "moves[0].guards[0].procedure",
            Edit(main, "- stage: [RISK_WARNING]", "- procedure: [WATCHED]")),
        Case(
            "guard-on-wrong-machine", "moves[31].guards[0].stage",
            Edit(
                main, after: "- id: close-no-case", "- procedure: [REFUSED, WITHDRAWN, CLEARED]",
                "- stage: [RISK_WARNING]")),
        Case(
            "final-stage", "moves[29].from[0]",
            Edit(main, after: "- id: begin-takeover\n", "[RISK_WARNING]", "[ARCHIVED]")),
        Case("final-stage", "openings[0].stage", Edit(main, "stage: RISK_WARNING", "stage: ARCHIVED")),
        Case("final-stage", "duties[0].stage", Edit(duties, "    stage: RISK_WARNING", "    stage: ARCHIVED")),
        Case("self-move", "moves[0].to", Edit(main, "to: FILED", "to: WATCHED")),
        Case("not-positive", "duties[0].limit.value", Edit(duties, "value: 5", "value: 0")),
        Case("not-positive", "duties[0].limit.value", Edit(duties, "value: 5", "value: -5")),
        Case("not-positive", "windows[0].years", Edit(main, "years: 2", "years: 0")),
        Case(
            "bad-period", "validUntil",
            Edit(main, "validFrom: \"2007-06-01\"", "validFrom: \"2007-06-01\"\nvalidUntil: \"2007-05-31\"")),
        Case("wrong-file-name", "", Edit(main, "version: 1", "version: 2")),
        Case("unknown-reference", "catalogues.reminders", Edit(main, "reminders.v1.yaml", "reminders.v2.yaml")),
        Case(
            "unknown-value", "rungs[0].recipient",
            Edit(reminders, after: "rungs:", "recipient: officer", "recipient: minister")),
        Case("bad-identifier", "rungs[0].id", Edit(reminders, "id: before-due", "id: before_due")),
        Case("duplicate-id", "rungs[1].id", Edit(reminders, "id: at-due", "id: before-due")),
        Case("not-rising", "rungs[4].workingDays", Edit(reminders, "workingDays: 5", "workingDays: 2")),
        Case("out-of-range", "rungs[5].workingDays", Edit(reminders, "workingDays: 10", "workingDays: 61")),
        Case("wrong-kind", "rungs[0].kind", Edit(reminders, "kind: reminder\n    w", "kind: urging\n    w")),
        Case("wrong-kind", "rungs[2].kind", Edit(reminders, "kind: urging", "kind: reminder")),
        Case(
            "policy-as-law", "rungs[0].basis.provenance",
            Edit(reminders, "provenance: practice", "provenance: sourced")),
        Case("unknown-value", "kind", Edit(calendar, "kind: calendar", "kind: notice")),
        Case("unsupported-schema", "schema", Edit(calendar, "schema: 1", "schema: 2")),
        Case("wrong-file-name", "", Edit(calendar, "2007\nversion", "2008\nversion")),
        Case("other-year", "", Edit(calendar, "2006-12-30", "2005-12-31")),
        Case("not-positive", "version", Edit(calendar, "version: 1", "version: 0")),
        Case("change-without-reason", "version", Edit(calendar, "version: 1", "version: 2")),
        Case("bad-date", "festivals[0].from", Edit(calendar, "2007-01-01", "2007-02-29")),
        Case("bad-period", "festivals[0].through", Edit(calendar, "2007-01-03", "2006-12-29")),
        Case("not-a-weekend", "festivals[0].makeUpDays[0]", Edit(calendar, "2006-12-30", "2006-12-29")),
        Case("duplicate-id", "festivals[1].makeUpDays[0]", Edit(calendar, "2007-02-18", "2007-02-17")),
        Case("unknown-key", "reference.page", Edit(calendar, "  title:", "  page: 1\n  title:")),
        Case("unknown-value", "reference.provenance", Edit(calendar, "provenance: sourced", "provenance: sure")),
    ]

    /// The catalogue of deadlines.
    static let deadlineFaults: [Case] = [
        Case("unknown-value", "deadlines[10].anchors[0]", Edit(deadlines, "- acceptance\n", "- accepted\n")),
        Case(
            "missing-key", "deadlines[7].anchors[0]",
            Edit(deadlines, after: "- id: D09\n", "refusal_ruling, date: issued", "refusal_ruling")),
        Case(
            "unknown-value", "deadlines[7].anchors[0].date",
            Edit(deadlines, after: "- id: D09\n", "date: issued", "date: written")),
        Case(
            "missing-key", "deadlines[7].metBy[0]",
            Edit(deadlines, after: "- id: D09\n", ", parties: [applicant]", "")),
        Case(
            "unknown-variant", "deadlines[0].anchors[0]", Edit(deadlines, "{filing: [creditor]}", "{filed: [creditor]}")
        ),
        Case(
            "unknown-value", "deadlines[0].anchors[0].filing[0]",
            Edit(deadlines, "{filing: [creditor]}", "{filing: [bank]}")),
        Case(
            "unknown-key", "deadlines[0].limit", Edit(deadlines, "    party: court", "    limit: 5\n    party: court")),
        Case("unknown-value", "deadlines[0].party", Edit(deadlines, "party: court", "party: judge")),
        Case(
            "unknown-value", "deadlines[0].nature",
            Edit(deadlines, after: "- id: D01", "nature: obligation", "nature: duty")),
        Case(
            "unknown-value", "deadlines[0].period.unit",
            Edit(deadlines, after: "- id: D01", "unit: calendar_days", "unit: days")),
        Case(
            "not-positive", "deadlines[0].period.amount", Edit(deadlines, after: "- id: D01", "amount: 5", "amount: 0")),
        Case(
            "missing-key", "deadlines[0]",
            Edit(deadlines, after: "- id: D01", "    period: {amount: 5, unit: calendar_days}\n", "")),
        Case(
            "empty-list", "deadlines[0].anchors",
            Edit(deadlines, "anchors:\n      - {filing: [creditor]}", "anchors: []")),
        Case("missing-key", "deadlines[0]", Edit(deadlines, after: "- id: D01", "    consequence:", "    effect:")),
        Case(
            "wrong-direction", "deadlines[34].period",
            Edit(deadlines, after: "- id: D34", ", direction: backward", "")),
        Case(
            "circular-deadline", "deadlines[1].anchors",
            Edit(deadlines, after: "- id: D02", "{milestone: DEBTOR_NOTIFIED}", "{deadline: D03}")),
        Case(
            "unknown-reference", "deadlines[1].anchors[0].milestone",
            Edit(deadlines, after: "- id: D02", "DEBTOR_NOTIFIED", "DEBTOR_TOLD")),
        Case(
            "unknown-reference", "deadlines[2].anchors[0].deadline",
            Edit(deadlines, "{deadline: D02}", "{deadline: D99}")),
        Case(
            "unknown-reference", "deadlines[2].suspension.from.milestone",
            Edit(deadlines, "from: {milestone: SUPPLEMENTS_REQUESTED}", "from: {milestone: SUPPLEMENTS_WANTED}")),
        Case(
            "unknown-reference", "deadlines[0].statuses[0]",
            Edit(deadlines, after: "- id: D01", "statuses: [FILED]", "statuses: [FILLED]")),
        Case(
            "unknown-reference", "deadlines[21].anchors[0].status",
            Edit(deadlines, after: "- id: D22\n", "{status: REORGANISATION}", "{status: REORGANIZATION}")),
        Case(
            "unknown-reference", "deadlines[12].anchors[0].fixedDate",
            Edit(deadlines, "{fixedDate: CLAIMS_PERIOD_END}", "{fixedDate: CLAIMS_END}")),
        Case(
            "unknown-reference", "deadlines[39].template",
            Edit(deadlines, "template: administrator_milestones", "template: milestones")),
        Case(
            "unknown-reference", "deadlines[7].anchors[0].instrument",
            Edit(deadlines, after: "- id: D09\n", "{instrument: refusal_ruling", "{instrument: refusal")),
        Case(
            "unknown-reference", "deadlines[7].metBy[0].parties[0]",
            Edit(deadlines, after: "- id: D09\n", "[applicant]", "[police]")),
        Case("unknown-reference", "extensions[0].extends[0]", Edit(deadlines, "extends: [D03,", "extends: [D99,")),
        Case(
            "unknown-reference", "extensions[0].by.instrument",
            Edit(deadlines, "by: {instrument: acceptance_extension_approval", "by: {instrument: approval")),
        Case(
            "not-announced", "deadlines[9].metBy[0].date",
            Edit(deadlines, after: "- id: D10", "{instrument: claims_notice,", "{instrument: refusal_ruling,")),
        Case(
            "bounds-without-from", "fixedDates[0]",
            Edit(deadlines, "    from: {instrument: claims_notice, date: announced}\n", "")),
        Case("bad-identifier", "deadlines[0].id", Edit(deadlines, "- id: D01", "- id: D1")),
        Case("bad-identifier", "fixedDates[0].id", Edit(deadlines, "- id: CLAIMS_PERIOD_END", "- id: claims")),
        Case("duplicate-id", "deadlines[1].id", Edit(deadlines, "- id: D02", "- id: D01")),
        Case("unknown-reference", "catalogues.deadlines", Edit(main, "deadlines.v1.yaml", "deadlines.v2.yaml")),
        Case("wrong-type", "milestones[23].repeats", Edit(main, "repeats: true", "repeats: often")),
    ]

    @Test(arguments: known + spelling + coherence + deadlineFaults)
    func isReportedWhereItIs(broken: Case) throws {
        let findings = try Shipped.findings([broken.edit])
        let found = findings.map { "\($0.code) \($0.file) \($0.path)" }
        #expect(found.contains("\(broken.code) \(broken.edit.file) \(broken.path)"), "\(found)")
        #expect(findings.allSatisfy { $0.message.count > 10 && $0.trace.isEmpty })
    }
}
