import MatterCore

/// Records of durations counted from whole histories, event by event, as they were on a day: what the statements must give.
struct Recount {
    private(set) var records = ForecastRecords()
    private(set) var subjects: [ForecastSubject] = []
    private var courts: Set<OrganisationID> = []
    private let now: Instant
    private let since: Instant
    private let calendar: WorkCalendar

    init(_ histories: [[MatterEvent]], at now: Instant, _ calendar: WorkCalendar) {
        self.now = now
        self.calendar = calendar
        // Midnight in Shanghai.
        since = Instant(
            milliseconds: Int64(now.legalDate.adding(years: -5).dayNumber) * 86_400_000 - 8 * 3_600_000)
        for history in histories { count(history) }
        records.courts = courts.count
    }

    private mutating func count(_ history: [MatterEvent]) {
        let past = history.filter { $0.at <= now }
        guard let last = MatterState.replay(past), last.closedAt.map({ $0 >= since }) ?? true,
            var state = past.first.flatMap(MatterState.init(opening:))
        else { return }
        records.matters += 1
        courts.insert(last.court)
        for event in past.dropFirst() {
            let before = state
            state.apply(event)
            switch event.body {
            case .stageMoved(let move) where event.at >= since:
                add(before, last.track, until: event.at, .init(move: move.move, to: state.place))
            case .procedureMoved(let move) where event.at >= since:
                add(before, last.track, until: event.at, .init(move: move.move, to: state.place))
            default: break
            }
        }
        if last.closedAt == nil {
            add(last, last.track, until: now, nil)
            subjects.append(subject(last))
        }
        for duty in last.assignments.values where duty.settledAt.map({ $0 >= since }) ?? true {
            let end = duty.settledAt ?? last.closedAt ?? now
            records.duties[
                .init(
                    duty: duty.duty, agency: duty.agency, days: days(duty.openedAt, end),
                    unitDays: unitDays(duty, until: end),
                    isSettled: duty.settledAt != nil && duty.state != .cancelled), default: 0] += 1
        }
    }

    private mutating func add(
        _ state: MatterState, _ track: Track, until: Instant, _ end: ForecastRecords.Stay.End?
    ) {
        let days = days(max(state.stageSince, state.statusSince), until)
        records.stays[.init(place: state.place, track: track, days: days, end: end), default: 0] += 1
    }

    private func subject(_ state: MatterState) -> ForecastSubject {
        let open = state.assignments.values.filter { $0.isMandatory && !$0.state.isSettled }
        return ForecastSubject(
            matter: state.id, place: state.place, track: state.track,
            days: days(max(state.stageSince, state.statusSince), now),
            duties: open.map { duty in
                .init(
                    number: duty.number, duty: duty.duty, agency: duty.agency, scene: duty.scene,
                    days: days(duty.openedAt, now), unitDays: unitDays(duty, until: now), due: duty.due.date)
            })
    }

    /// Day by day on the fingers.
    private func days(_ from: Instant, _ to: Instant) -> Int {
        guard from.legalDate < to.legalDate else { return 0 }
        return ((from.legalDate.dayNumber + 1)...to.legalDate.dayNumber)
            .count { calendar.isWorkingDay(LegalDate(dayNumber: $0)) }
    }

    private func unitDays(_ duty: DutyAssignment, until end: Instant) -> Int {
        let turns = duty.clock.lanes[0].turns
        return turns.indices.filter { turns[$0].holder == .unit }.reduce(0) { sum, index in
            let next = index + 1 < turns.count ? turns[index + 1].since : end
            return sum + days(min(turns[index].since, end), min(next, end))
        }
    }
}

extension MatterState {
    fileprivate var place: ForecastRecords.Place { .init(stage: stage, status: status) }
}
