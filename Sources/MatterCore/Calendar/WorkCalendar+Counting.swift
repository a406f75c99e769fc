/// Counting of periods. `docs/deadlines.md` gives the law of each rule.
extension WorkCalendar {
    /// When a period ends.
    ///
    /// Counting begins on the day after the anchor. Months and years end on the day of the same number, or on the last day
    /// of a month that has none. A procedural period (calendar days, months, years) that ends on a day off moves to the
    /// next working day, backwards to the one before; days off within it count. Working days leave days off out. An end
    /// forwards that an outage touches moves to the next working day that none touches.
    public func due(
        _ period: Period, from anchor: Derivation.Anchor, rule: Derivation.Rule? = nil
    ) throws(DeadlineFault) -> DueDate {
        guard Period.amounts(of: period.unit).contains(period.amount) else { throw .amountOutOfRange(period) }
        guard period.rolls else { return try standing(period, from: anchor, rule: rule) }
        try requireCovered(anchor.on)
        return try ending(try naiveEnd(of: period, from: anchor.on), period, from: anchor, rule)
    }

    /// An end that was not counted but fixed: it moves off a day off as the end of a procedural period does.
    public func due(on date: Derivation.Anchor, rule: Derivation.Rule?) throws(DeadlineFault) -> DueDate {
        try ending(date.on, Period(amount: 0, unit: .calendarDays), from: date, rule)
    }

    /// An end that days off do not move, so no notice is asked.
    private func standing(
        _ period: Period, from anchor: Derivation.Anchor, rule: Derivation.Rule?
    ) throws(DeadlineFault) -> DueDate {
        let end = try naiveEnd(of: period, from: anchor.on)
        return DueDate(
            date: end, isProvisional: false,
            derivation: Derivation(
                rule: rule, anchor: anchor, period: period, calendar: [], naive: end, skipped: [], makeUpDays: []))
    }

    private func ending(
        _ naive: LegalDate, _ period: Period, from anchor: Derivation.Anchor, _ rule: Derivation.Rule?
    ) throws(DeadlineFault) -> DueDate {
        try requireCovered(naive)
        let ordinary = rolled(naive, period.direction)
        try requireCovered(ordinary)
        let (end, passed) = period.direction == .forward ? passingOutages(ordinary) : (ordinary, [])
        guard end.isWritable else { throw .dateOutOfRange }
        let counted = period.decisiveDays(anchor: anchor.on, naive: naive, end: ordinary)
        let decisive = period.decisiveDays(anchor: anchor.on, naive: naive, end: end)
        let years = decisive.lowerBound.components.year...decisive.upperBound.components.year
        // A notice may speak of the last days of the year before.
        let ruling = decisive.upperBound.isYearEnd ? years.lowerBound...(years.upperBound + 1) : years
        return DueDate(
            date: end, isProvisional: years.contains { notices[$0] == nil },
            derivation: Derivation(
                rule: rule, anchor: anchor, period: period, calendar: ruling.compactMap { notices[$0] }, naive: naive,
                skipped: daysOff(in: counted), makeUpDays: makeUpDays(in: counted),
                interruption: passed.isEmpty ? nil : Derivation.Interruption(ordinaryEnd: ordinary, passed)))
    }

    /// The day itself, or the nearest working day in the direction if it is a day off.
    public func rolled(_ date: LegalDate, _ direction: Period.Direction) -> LegalDate {
        var date = date
        while !isWorkingDay(date) { date = date.adding(days: direction == .forward ? 1 : -1) }
        return date
    }

    private func naiveEnd(of period: Period, from anchor: LegalDate) throws(DeadlineFault) -> LegalDate {
        let amount = period.direction == .forward ? period.amount : -period.amount
        let end: LegalDate?
        switch period.unit {
        case .calendarDays: end = anchor.adding(days: amount)
        case .months: end = anchor.adding(months: amount)
        case .years: end = anchor.adding(months: amount * 12)
        case .workingDays:
            end =
                period.direction == .forward
                ? workingDay(period.amount, after: anchor) : workingDay(period.amount, before: anchor)
        }
        guard let end, end.isWritable else { throw .dateOutOfRange }
        return end
    }

    private func requireCovered(_ date: LegalDate) throws(DeadlineFault) {
        if let firstDay, date < firstDay { throw .beforeCalendar(date, first: firstDay) }
    }

    private func daysOff(in range: ClosedRange<LegalDate>) -> [Derivation.DaysOff] {
        var runs: [Derivation.DaysOff] = []
        for number in range.lowerBound.dayNumber...range.upperBound.dayNumber {
            let date = LegalDate(dayNumber: number)
            if isWorkingDay(date) { continue }
            let festival = festival(on: date)
            if let last = runs.last, last.through.dayNumber == number - 1, last.festival == festival {
                runs[runs.count - 1] = Derivation.DaysOff(from: last.from, through: date, festival: festival)
            } else {
                runs.append(Derivation.DaysOff(from: date, through: date, festival: festival))
            }
        }
        return runs
    }

    private func makeUpDays(in range: ClosedRange<LegalDate>) -> [LegalDate] {
        (range.lowerBound.dayNumber...range.upperBound.dayNumber).map(LegalDate.init(dayNumber:)).filter(isMakeUpDay)
    }
}

extension Period {
    /// The days whose being off decides where the period ends: those counted, or else those at the end.
    func decisiveDays(anchor: LegalDate, naive: LegalDate, end: LegalDate) -> ClosedRange<LegalDate> {
        switch (unit, direction) {
        case (.workingDays, .forward): anchor.adding(days: 1)...end
        case (.workingDays, .backward): end...anchor.adding(days: -1)
        case (_, .forward): naive...end
        case (_, .backward): end...naive
        }
    }
}

extension LegalDate {
    /// Years of four digits.
    fileprivate var isWritable: Bool { dayNumber <= Self.last.dayNumber && dayNumber >= Self.first.dayNumber }

    /// So late in the year that the notice of the next year may speak of the day: the earliest so far was 29 December.
    var isYearEnd: Bool {
        let (_, month, day) = components
        return month == 12 && day >= 25
    }

    private static let first = LegalDate(dayNumber: -719_162)
    private static let last = LegalDate(dayNumber: 2_932_896)
}
