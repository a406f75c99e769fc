extension FixedDateRule {
    /// The first and the last day that may be fixed. Days off move neither: the court picks the day.
    func bounds(from anchor: LegalDate) -> (earliest: LegalDate?, latest: LegalDate?) {
        (earliest.flatMap { $0.naiveEnd(from: anchor) }, latest.flatMap { $0.naiveEnd(from: anchor) })
    }
}

extension Period {
    /// The end before days off are looked at; nil for working days, which look at nothing else.
    fileprivate func naiveEnd(from anchor: LegalDate) -> LegalDate? {
        let amount = direction == .forward ? self.amount : -self.amount
        return switch unit {
        case .calendarDays: anchor.adding(days: amount)
        case .months: anchor.adding(months: amount)
        case .years: anchor.adding(months: amount * 12)
        case .workingDays: nil
        }
    }
}
