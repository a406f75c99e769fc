/// Which ends are counted again when days off change or an outage is declared.
extension Deadline {
    /// What runs; what has lapsed, because the day may turn out not to have been the last; what was met late, because it
    /// may turn out to have been in time. What is suspended is counted when it runs again.
    var mayMove: Bool {
        switch state {
        case .open, .lapsed: true
        case .met: met.map { $0.on > due.date } ?? false
        case .suspended, .ended: false
        }
    }

    /// Whether it goes along when the end that it runs from moves with the calendar.
    var mayFollow: Bool { mayMove || state == .suspended }

    /// How its end is counted; nil if it stands.
    public var counting: Counting? {
        if case .deadline = source { return mayFollow ? .steps : nil }
        guard mayMove else { return nil }
        return steps.count > 1 ? .steps : due.derivation.flatMap(Counting.init)
    }
}

extension DutyAssignment {
    /// How its end is counted; nil if it stands: nobody works on it any more, or its clock is stopped.
    public var counting: Counting? {
        guard !state.isSettled, pause == nil, let derivation = due.derivation else { return nil }
        return isExtended ? .steps : Counting(derivation)
    }

    /// The present end was counted from the one that an extension moved.
    private var isExtended: Bool { due.derivation?.anchor.event == "extension_decided" && extended != nil }

    /// The end counted again, and the one that the extension moved.
    func recounted(_ calendar: WorkCalendar) throws(DeadlineFault) -> (due: DueDate, extended: DueDate?) {
        guard let derivation = due.derivation else { return (due, extended) }
        guard isExtended, let extended, let before = extended.derivation else {
            return (try calendar.due(derivation, from: derivation.anchor), extended)
        }
        let base = try calendar.due(before, from: before.anchor)
        let anchor = Derivation.Anchor(event: derivation.anchor.event, on: base.date)
        return (try calendar.due(derivation, from: anchor), base)
    }
}

extension DeadlineCause {
    /// What of the calendar moved an end: an outage, or a notice that did not decide before.
    static func calendar(_ before: [DueDate], _ after: [DueDate]) -> DeadlineCause {
        func outages(_ dates: [DueDate]) -> Set<Int64> {
            Set(dates.flatMap { $0.derivation?.interruption?.outages.map(\.number) ?? [] })
        }
        func notices(_ dates: [DueDate]) -> Set<HolidayNotice.Key> {
            Set(dates.flatMap { $0.derivation?.calendar ?? [] })
        }
        if let number = outages(after).subtracting(outages(before)).max() {
            return DeadlineCause(.calendar, reference: "outage \(number)")
        }
        return DeadlineCause(.calendar, reference: notices(after).subtracting(notices(before)).max()?.description)
    }
}
