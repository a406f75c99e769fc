extension DutyAssignment {
    /// When the duty is taken to be settled: on its last day, and today if that is past. One that was returned for material
    /// is taken to be resubmitted today, and then has the days that were left.
    func expectedEnd(_ calendar: WorkCalendar, today: LegalDate) -> DueDate {
        if state == .returned, let left = pause?.workingDaysLeft, left > 0,
            let due = try? calendar.due(
                Period(amount: left, unit: .workingDays), from: .init(event: "duty_resubmitted", on: today))
        {
            return due
        }
        return due.date < today ? DueDate(date: today, isProvisional: false) : due
    }
}

extension WorkCalendar {
    /// When a duty that opens on a day is taken to be settled: on the last day of its limit.
    func end(of duty: Duty, from day: LegalDate) -> DueDate {
        let rule = Derivation.Rule(id: duty.id.rawValue, basis: duty.limit.basis)
        // Out of the calendar no date can be given; no matter of this program lies there.
        return (try? due(Period(duty.limit), from: .init(event: "duty_opened", on: day), rule: rule))
            ?? DueDate(date: day, isProvisional: true)
    }
}
