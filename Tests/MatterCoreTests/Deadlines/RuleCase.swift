import MatterCore
import Testing

/// One rule of the catalogue: what opens it, and when it ends by hand.
struct RuleCase: Sendable, CustomTestStringConvertible {
    /// How the rule is met.
    enum Meeting: Sendable {
        case mark(MilestoneID)
        case issue(InstrumentKindID)
        case serve([String])
        case announce(InstrumentKindID)
    }

    let rule: DeadlineID
    let party: DeadlineRule.Party
    let nature: DeadlineRule.Nature
    let due: String
    let open: @Sendable (inout Docket) throws -> Void
    var meeting: Meeting?
    /// Where the fact that meets it may be recorded, if elsewhere.
    var meetIn: StatusID?
    var filer = Filer.creditor

    init(
        _ rule: DeadlineID, _ party: DeadlineRule.Party, _ nature: DeadlineRule.Nature, _ due: String,
        met meeting: Meeting? = nil, in status: StatusID? = nil, filer: Filer = .creditor,
        _ open: @escaping @Sendable (inout Docket) throws -> Void
    ) {
        self.rule = rule
        self.party = party
        self.nature = nature
        self.due = due
        self.open = open
        self.meeting = meeting
        meetIn = status
        self.filer = filer
    }

    var testDescription: String { rule.rawValue }

    func meet(_ docket: inout Docket, on day: String) throws {
        if let meetIn { docket.world.state.status = meetIn }
        switch meeting {
        case .mark(let milestone): try docket.mark(milestone, day)
        case .issue(let kind): try docket.issue(kind, day)
        case .serve(let parties): try docket.serve(docket.state.last.instrument, parties, day)
        case .announce(let kind): try docket.issue(kind, day, announced: day)
        case nil: break
        }
    }
}

extension RuleCase {
    /// Filed on 2 March 2026, accepted on 20 March. Ends worked out by hand from the notice of 2026.
    static let all: [RuleCase] = examination + takeover + meetings + rescue + end + practice

    private static let examination: [RuleCase] = [
        // Saturday 7 March.
        RuleCase("D01", .court, .obligation, "2026-03-09", met: .mark("DEBTOR_NOTIFIED")) { _ in },
        RuleCase("D02", .debtor, .right, "2026-03-13", met: .mark("OBJECTION_RECEIVED")) {
            try $0.mark("DEBTOR_NOTIFIED", "2026-03-06")
        },
        // From the end of D02, 13 March.
        RuleCase("D03", .court, .obligation, "2026-03-23", met: .issue("acceptance_ruling")) {
            try $0.mark("DEBTOR_NOTIFIED", "2026-03-06")
        },
        RuleCase("D04", .court, .obligation, "2026-03-17", met: .issue("refusal_ruling"), filer: .debtor) { _ in },
        RuleCase("D06", .court, .right, "2026-03-09", met: .mark("SUPPLEMENTS_REQUESTED")) { _ in },
        RuleCase("D36", .court, .obligation, "2026-04-01", met: .issue("withdrawal_ruling"), filer: .enforcementCourt) {
            _ in
        },
        RuleCase("D09", .court, .obligation, "2026-03-25", met: .serve(["applicant"])) {
            try $0.issue("refusal_ruling", "2026-03-20")
        },
        RuleCase("D09-A", .applicant, .right, "2026-04-03", met: .mark("APPEAL_FILED"), in: "REFUSED") {
            try $0.issue("refusal_ruling", "2026-03-20", served: [("applicant", "2026-03-24")])
        },
    ]

    private static let takeover: [RuleCase] = [
        RuleCase("D07", .court, .obligation, "2026-03-25", met: .serve(["applicant", "debtor"])) {
            try $0.issue("acceptance_ruling", "2026-03-20")
        },
        RuleCase("D10", .court, .obligation, "2026-04-14", met: .announce("claims_notice"), in: "LIQUIDATION") {
            try $0.issue("acceptance_ruling", "2026-03-20")
        },
        RuleCase("D08", .debtor, .obligation, "2026-04-07", met: .mark("SCHEDULES_HANDED_IN")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.issue("acceptance_ruling", "2026-03-20", served: [("debtor", "2026-03-23")])
        },
        RuleCase("D11", .administrator, .right, "2026-05-20", met: .mark("CONTRACTS_DECIDED")) {
            try $0.accept()
            $0.put("TAKEOVER", "LIQUIDATION")
        },
        RuleCase("D34", .administrator, .lookBack, "2025-03-20") { try $0.accept() },
        // A Saturday: what lies before is looked at whatever day it is.
        RuleCase("D35", .administrator, .lookBack, "2025-09-20") { try $0.accept() },
        // 1 May, Labour Day break.
        RuleCase("D12", .administrator, .right, "2026-05-06", met: .mark("CONTRACT_DEMAND_ANSWERED")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.mark("CONTRACT_DEMAND_RECEIVED", "2026-04-01")
        },
    ]

    private static let meetings: [RuleCase] = [
        // Fixed on a holiday, the earliest day that the law allows.
        RuleCase("D13", .creditor, .right, "2026-05-06") { try $0.claims(until: "2026-05-01") },
        RuleCase("D14", .court, .obligation, "2026-06-04", met: .mark("FIRST_MEETING_HELD")) {
            try $0.claims(until: "2026-05-20")
        },
        // 3 May; earlier, never later.
        RuleCase("D15", .administrator, .obligation, "2026-04-30", met: .mark("MEETING_NOTICE_SENT")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.fix("FIRST_MEETING_DATE", "2026-05-18")
        },
        RuleCase("D16", .administrator, .obligation, "2026-06-15", met: .mark("MEETING_RESULT_TOLD")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.mark("REMOTE_MEETING_HELD", "2026-06-10")
        },
        RuleCase("D17", .creditor, .right, "2026-06-25", met: .mark("REVOCATION_REQUESTED")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.mark("RESOLUTION_PASSED", "2026-06-10")
        },
        RuleCase("D18", .creditor, .right, "2026-06-25", met: .mark("CLAIM_SUIT_FILED")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.mark("CLAIMS_VERIFIED", "2026-06-10")
        },
        RuleCase("D19", .creditor, .right, "2026-06-26", met: .mark("REVIEW_REQUESTED")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.issue("plan_or_realisation_failed_ruling", "2026-06-11")
        },
        RuleCase("D20", .court, .obligation, "2026-06-17", met: .mark("COMMITTEE_REQUEST_DECIDED")) {
            $0.put("TAKEOVER", "LIQUIDATION")
            try $0.mark("COMMITTEE_REQUEST_RECEIVED", "2026-06-12")
        },
        // 2 October, National Day break; backwards.
        RuleCase("D21", .administrator, .obligation, "2026-09-30", met: .mark("DISPOSAL_NOTICE_GIVEN")) {
            $0.put("ASSET_REALISATION", "DECLARED")
            try $0.fix("MAJOR_DISPOSAL_DATE", "2026-10-12")
        },
    ]

    private static let rescue: [RuleCase] = [
        // A Sunday that is worked.
        RuleCase("D22", .debtorOrAdministrator, .obligation, "2026-09-20", met: .mark("PLAN_DRAFT_FILED")) {
            try $0.accept("REORGANISATION")
            $0.put("TAKEOVER", "REORGANISATION")
        },
        RuleCase("D23", .court, .obligation, "2026-10-08", met: .mark("PLAN_VOTED")) {
            $0.put("TAKEOVER", "REORGANISATION")
            try $0.mark("PLAN_DRAFT_FILED", "2026-09-01")
        },
        RuleCase("D24", .debtorOrAdministrator, .obligation, "2026-10-08", met: .mark("PLAN_CONFIRMATION_REQUESTED")) {
            $0.put("TAKEOVER", "REORGANISATION")
            try $0.mark("PLAN_PASSED", "2026-09-28")
        },
        RuleCase("D25", .court, .obligation, "2026-10-29", met: .issue("plan_confirmation_ruling")) {
            $0.put("TAKEOVER", "REORGANISATION")
            try $0.mark("PLAN_CONFIRMATION_REQUESTED", "2026-09-29")
        },
    ]

    private static let end: [RuleCase] = [
        RuleCase("D26", .court, .obligation, "2026-07-06", met: .serve(["debtor", "administrator"])) {
            try $0.declare("2026-07-01")
        },
        // Saturday 11 July.
        RuleCase("D26-A", .court, .obligation, "2026-07-13", met: .serve(["known_creditors"])) {
            try $0.declare("2026-07-01")
        },
        RuleCase("D37", .administrator, .obligation, "2026-07-31", met: .mark("FUND_REGISTRATION_CLOSED")) {
            try $0.declare("2026-07-01")
        },
        // Sunday 9 August.
        RuleCase("D37-A", .administrator, .obligation, "2026-08-10", met: .mark("FUND_ACCOUNTS_SEALED")) {
            $0.put("ASSET_REALISATION", "DECLARED")
            try $0.mark("FUND_REGISTRATION_CLOSED", "2026-07-20")
        },
        // 25 September, Mid-Autumn.
        RuleCase("D27", .court, .obligation, "2026-09-28", met: .issue("termination_ruling")) {
            $0.put("TERMINATION", "DECLARED")
            try $0.mark("TERMINATION_REQUESTED", "2026-09-10")
        },
        // 4 October.
        RuleCase("D28", .administrator, .obligation, "2026-10-08", met: .mark("DEREGISTERED")) { try $0.terminate() },
        // A holiday: functions end on it all the same.
        RuleCase("D29", .administrator, .term, "2026-10-01") {
            try $0.terminate()
            try $0.mark("DEREGISTERED", "2026-09-30")
        },
        // Sunday 1 November.
        RuleCase("D30", .creditor, .right, "2026-11-02") {
            $0.put("TAX", "DECLARED")
            try $0.mark("FINAL_DISTRIBUTION_ANNOUNCED", "2026-09-01")
        },
        RuleCase("D31", .court, .term, "2028-09-24") { try $0.terminate() },
        RuleCase("D32", .creditor, .right, "2028-09-24") { try $0.terminate() },
        RuleCase("D33", .officers, .term, "2029-09-24") { try $0.terminate() },
    ]

    private static let practice: [RuleCase] =
        [
            ("P01", "2026-03-23"), ("P02", "2026-03-23"), ("P04", "2026-03-25"), ("P05", "2026-04-20"),
        ].map { rule, due in
            RuleCase(
                DeadlineID(rule), .administrator, .obligation, due, met: rule == "P02" ? .issue("seal_letter") : nil
            ) {
                $0.put("TAKEOVER", "LIQUIDATION")
                try $0.adoptMilestones()
                try $0.issue("appointment_decision", "2026-03-20")
            }
        } + [
            RuleCase("P03", .administrator, .obligation, "2026-03-26") {
                $0.put("TAKEOVER", "LIQUIDATION")
                try $0.adoptMilestones()
                try $0.issue("seal_letter", "2026-03-23")
            },
            // Saturday 13 June.
            RuleCase("P08", .administrator, .obligation, "2026-06-15") {
                $0.put("TAKEOVER", "LIQUIDATION")
                try $0.adoptMilestones()
                try $0.mark("FIRST_MEETING_HELD", "2026-06-10")
            },
        ]
        + ["P06", "P07"].map { rule in
            // Sunday 7 June; backwards.
            RuleCase(DeadlineID(rule), .administrator, .obligation, "2026-06-05") {
                $0.put("TAKEOVER", "LIQUIDATION")
                try $0.adoptMilestones()
                try $0.fix("FIRST_MEETING_DATE", "2026-06-10")
            }
        }
}

extension Docket {
    mutating func adoptMilestones() throws {
        try world.perform(.adoptTemplate(AdoptTemplate(template: "administrator_milestones")))
    }

    /// The notice to creditors is announced on 1 April, and the period for claims fixed.
    mutating func claims(until day: String) throws {
        put("TAKEOVER", "LIQUIDATION")
        try issue("claims_notice", "2026-04-01", announced: "2026-04-01")
        try fix("CLAIMS_PERIOD_END", day)
    }

    @discardableResult
    mutating func declare(_ day: String) throws -> Int {
        put("ASSET_REALISATION", "LIQUIDATION")
        return try issue("declaration_ruling", day)
    }

    /// Terminated on 24 September 2026.
    mutating func terminate() throws {
        put("TERMINATION", "DECLARED")
        for milestone: MilestoneID in ["TERMINATION_REQUESTED", "FINAL_DISTRIBUTION_COMPLETED"] {
            try mark(milestone, "2026-09-20")
        }
        try rule("TERMINATED", "FINAL_DISTRIBUTION_DONE", with: [try issue("termination_ruling", "2026-09-24")])
    }
}
