import MatterCore
import Testing

/// What must hold of every period, for thousands of them drawn with fixed seeds.
@Suite struct CountingPropertyTests {
    private struct Draw: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            // SplitMix64.
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private let calendar = Shipped.calendar
    private let first = LegalDate("2007-01-01")!
    private let last = LegalDate("2027-12-31")!

    private func day(_ draw: inout Draw) -> LegalDate {
        LegalDate(dayNumber: Int.random(in: first.dayNumber...last.dayNumber, using: &draw))
    }

    private func due(_ period: Period, _ anchor: LegalDate) throws -> DueDate? {
        do throws(DeadlineFault) {
            return try calendar.due(period, from: .init(on: anchor))
        } catch {
            guard error.code == "before-calendar" else { throw error }
            return nil
        }
    }

    /// A longer period never ends before a shorter one, and backwards never after it.
    @Test(arguments: Period.Unit.allCases, Period.Direction.allCases)
    func isMonotone(unit: Period.Unit, direction: Period.Direction) throws {
        var draw = Draw(state: 4)
        for _ in 0..<60 {
            let anchor = day(&draw)
            var before: LegalDate?
            for amount in 1...min(60, Period.amounts(of: unit).upperBound) {
                let found = try due(Period(amount: amount, unit: unit, direction: direction), anchor)?.date
                if let before, let found {
                    #expect(direction == .forward ? found >= before : found <= before)
                    if unit == .workingDays { #expect(found != before) }
                }
                before = found
            }
        }
    }

    /// A period ends on a working day, never before its naive end (backwards never after it), and every day in between is
    /// off. What notices do not cover is provisional.
    @Test(arguments: Period.Unit.allCases, Period.Direction.allCases)
    func endsOnAWorkingDay(unit: Period.Unit, direction: Period.Direction) throws {
        var draw = Draw(state: 5)
        for _ in 0..<2_000 {
            let anchor = day(&draw)
            let amount = Int.random(in: 1...(unit == .years ? 3 : unit == .months ? 30 : 200), using: &draw)
            guard let due = try due(Period(amount: amount, unit: unit, direction: direction), anchor) else { continue }
            let derivation = try #require(due.derivation)
            #expect(calendar.isWorkingDay(due.date))
            #expect(direction == .forward ? due.date >= derivation.naive : due.date <= derivation.naive)
            #expect(derivation.skippedDays.allSatisfy { !calendar.isWorkingDay($0) })
            #expect(derivation.makeUpDays.allSatisfy { calendar.isWorkingDay($0) && $0.weekday > 5 })
            if unit == .workingDays {
                #expect(due.date == derivation.naive)
                let spanned = abs(due.date.dayNumber - anchor.dayNumber)
                #expect(spanned == amount + derivation.skippedDays.count)
            } else {
                #expect(derivation.skippedDays.count == abs(due.date.dayNumber - derivation.naive.dayNumber))
            }
            let touched =
                [due.date, unit == .workingDays ? anchor : derivation.naive].map(\.components.year).max() ?? 0
            if touched > 2026, unit != .workingDays { #expect(due.isProvisional) }
            if touched <= 2026 { #expect(!due.isProvisional) }
        }
    }

    @Test func rollingIsIdempotent() {
        for number in first.dayNumber...last.dayNumber {
            let date = LegalDate(dayNumber: number)
            for direction in Period.Direction.allCases {
                let once = calendar.rolled(date, direction)
                #expect(calendar.rolled(once, direction) == once && calendar.isWorkingDay(once))
                #expect(calendar.isWorkingDay(date) == (once == date))
            }
        }
    }

    /// The look-up of the n-th working day against counting them one by one.
    @Test func countsWorkingDaysLikeFingersDo() throws {
        var draw = Draw(state: 6)
        for _ in 0..<400 {
            let anchor = day(&draw)
            let amount = Int.random(in: 1...400, using: &draw)
            var date = anchor
            var left = amount
            while left > 0 {
                date = date.adding(days: 1)
                if calendar.isWorkingDay(date) { left -= 1 }
            }
            #expect(try due(Period(amount: amount, unit: .workingDays), anchor)?.date == date)
            #expect(calendar.workingDays(after: anchor, through: date) == amount)
            date = anchor
            left = amount
            while left > 0 {
                date = date.adding(days: -1)
                if calendar.isWorkingDay(date) { left -= 1 }
            }
            let back = try due(Period(amount: amount, unit: .workingDays, direction: .backward), anchor)?.date
            #expect(back == (date < first ? nil : date))
        }
    }
}
