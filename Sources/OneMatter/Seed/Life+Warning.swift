import MatterCore

// From the watch list or a filing to the acceptance.
extension Life {
    mutating func warning() throws {
        if random.happens(70) {
            try pass(0...3)
            try ask(["RW-01", "RW-02", "RW-03", "RW-04", "RW-07"], by: .judge)
        }
        if random.happens(25) {
            try pass(1...5)
            try mark("PORTRAIT_RED", by: .judge)
        }
        try work()
        if play.state.status == "WATCHED" {
            try pass(10...120)
            guard !random.happens(20) else {
                try play.rule("CLEARED")
                try pass(0...2)
                return try play.enter("CLOSED_NO_CASE")
            }
            let filing = Self.filing(on: play.today, using: &random)
            let number = play.numbers.caseNumber("破申", play.serial, on: play.today)
            try play.perform(.judge, .recordFiling(RecordFiling(filing: filing, caseNumber: number)))
        }
        if play.state.filing?.filer == .creditor, random.happens(85) {
            // Five days, as a rule.
            try pass(1...6)
            try mark("DEBTOR_NOTIFIED", by: .judge)
        }
        if random.happens(15) {
            try pass(0...2)
            try mark("SUPPLEMENTS_REQUESTED", by: .judge)
            try pass(2...10)
            try mark("SUPPLEMENTS_RECEIVED", by: .judge)
        }
        try pass(3...15)
        try play.assignJudge()
        if random.happens(12) {
            let isWithdrawn = random.happens(50)
            let ruling = try play.issue(isWithdrawn ? "withdrawal_ruling" : "refusal_ruling", on: play.today)
            try play.rule(isWithdrawn ? "WITHDRAWN" : "REFUSED", with: [ruling])
            return try play.enter("CLOSED_NO_CASE")
        }
        try accept()
    }

    mutating func accept() throws {
        let status: StatusID =
            switch play.state.filing?.route {
            case .reorganisation: "REORGANISATION"
            case .settlement: "SETTLEMENT"
            default: "LIQUIDATION"
            }
        let ruling = try play.issue(status == "SETTLEMENT" ? "settlement_ruling" : "acceptance_ruling", on: play.today)
        let appointment = try play.issue("appointment_decision", on: play.today)
        try play.rule(
            status, with: [ruling, appointment],
            caseNumber: play.numbers.caseNumber("破", play.serial, on: play.today))
        try play.appoint(.administrator, with: appointment)
        try pass(0...2)
        try work(everything: true)
        try play.enter("TAKEOVER", with: [ruling, appointment])
    }
}
