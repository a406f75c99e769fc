import MatterCore

/// Plays every way in which a small matter may go on until one is closed: slow, and written without a look at the search.
struct CourseReference {
    struct Position: Hashable {
        var stage: StageID
        var status: StatusID
        var milestones: Set<MilestoneID>
        var atHand: Set<InstrumentKindID>
        var pending: [Owed: Int]
        var opened: Set<DutyID>
        var done: Set<DutyID>
        var terminatedOn: Int?
        var windows: Set<WindowID>
        var hasJudge: Bool
        var filer: Filer?
        var statusChanged = false
    }

    enum Owed: Hashable {
        case open(Int, DutyID)
        case later(DutyID)

        var duty: DutyID {
            switch self {
            case .open(_, let duty), .later(let duty): duty
            }
        }
    }

    enum Act: Hashable {
        case milestone(MilestoneID)
        case instrument(InstrumentKindID)
        case judge
        case move(MoveID)
    }

    let workflow: Workflow
    let state: MatterState
    let today: Int
    let mayCancel: Bool
    /// An act may come on any day, also later than it could; else on the first day on which it can, since the last act.
    var mayPutOff = false
    /// What may not be over before a day.
    var delayed: (kind: CriticalItem.Kind, subject: String, until: Int)?
    /// How many positions are played at most.
    var most = 2_000

    /// There are too many ways to play them all.
    struct TooMany: Error {}

    /// The first day, up to the last one, on which an end can be reached.
    func closing(through last: Int) throws -> Int? {
        var stack = [settled(start, on: today)]
        var waiting: Set<Position> = []
        var day = today
        var played = 0
        while true {
            var reached: Set<Position> = []
            while let position = stack.popLast() {
                guard reached.insert(position).inserted else { continue }
                if workflow.stage(position.stage)!.isFinal { return day }
                played += 1
                if played > most { throw TooMany() }
                stack += acts(position, on: day).values
            }
            waiting.formUnion(reached)
            let before = day
            guard let next = self.next(after: day, waiting), next <= last else { return nil }
            day = next
            // What waits for nothing any more can only do what it could do before.
            if !mayPutOff { waiting = waiting.filter { !ends($0, after: before).isEmpty } }
            played += waiting.count
            if played > most { throw TooMany() }
            for position in waiting {
                let now = settled(position, on: day)
                if mayPutOff {
                    stack.append(now)
                } else {
                    let old = acts(position, on: before)
                    stack += acts(now, on: day).filter { old[$0.key] == nil }.values
                }
            }
            waiting = mayPutOff ? [] : Set(waiting.map { settled($0, on: day) })
        }
    }

    /// The next day to play: the first on which something ends. Who may put acts off plays each, but not for years.
    private func next(after day: Int, _ positions: Set<Position>) -> Int? {
        mayPutOff && workflow.content.windows.isEmpty ? day + 1 : positions.flatMap { ends($0, after: day) }.min()
    }

    private func ends(_ position: Position, after day: Int) -> [Int] {
        let windows = position.windows.compactMap { id in position.terminatedOn.map { windowEnd(id, $0) + 1 } }
        return
            (Array(position.pending.values) + windows + [delayed?.until].compactMap(\.self)
            + running.map { $0.due.date.dayNumber + 1 }).filter { $0 > day }
    }

    private var start: Position {
        var position = Position(
            stage: state.stage, status: state.status, milestones: Set(state.milestones.keys),
            atHand: Set(state.instruments.values.map(\.content.kind)), pending: [:], opened: state.openedDuties,
            done: state.completedDuties, terminatedOn: state.terminatedOn?.dayNumber, windows: state.openedWindows,
            hasJudge: state.judge != nil, filer: state.filing?.filer)
        for assignment in state.assignments.values where !assignment.state.isSettled {
            var end = max(assignment.due.date.dayNumber, today)
            if isDelayed(.duty, "\(assignment.number)") { end = max(end, delayed!.until) }
            position.pending[.open(assignment.number, assignment.duty)] = end
        }
        return position
    }

    private func isDelayed(_ kind: CriticalItem.Kind, _ subject: String) -> Bool {
        delayed?.kind == kind && delayed?.subject == subject
    }

    private func may(_ kind: CriticalItem.Kind, _ subject: String, on day: Int) -> Bool {
        !isDelayed(kind, subject) || day >= delayed!.until
    }

    private func settled(_ position: Position, on day: Int) -> Position {
        var after = position
        for (owed, end) in position.pending where end <= day {
            after.pending[owed] = nil
            after.done.insert(owed.duty)
        }
        return after
    }

    private func acts(_ position: Position, on day: Int) -> [Act: Position] {
        var found: [Act: Position] = [:]
        for milestone in workflow.content.milestones where !position.milestones.contains(milestone.id) {
            guard milestone.stages.isEmpty || milestone.stages.contains(position.stage),
                milestone.statuses.isEmpty || milestone.statuses.contains(position.status),
                milestone.instrument.map(position.atHand.contains) ?? true,
                may(.milestone, milestone.id.rawValue, on: day), isPeriodOver(before: milestone.id, day)
            else { continue }
            var after = position
            after.milestones.insert(milestone.id)
            for event in milestone.emits { open(workflow.duties(on: event), again: true, &after, day) }
            found[.milestone(milestone.id)] = after
        }
        for kind in workflow.content.instruments
        where !position.atHand.contains(kind.id) && issuable(kind.id, position, day) {
            found[.instrument(kind.id)] = position
            found[.instrument(kind.id)]?.atHand.insert(kind.id)
        }
        if !position.hasJudge, may(.judge, "", on: day) {
            found[.judge] = position
            found[.judge]?.hasJudge = true
        }
        for move in workflow.content.moves { found[.move(move.id)] = make(move, position, day) }
        return found.mapValues { settled($0, on: day) }
    }

    private var running: [Deadline] { state.deadlines.values.filter { $0.state == .open && $0.settledAt == nil } }

    /// What runs from the end of a deadline does not come before it.
    private func isPeriodOver(before milestone: MilestoneID, _ day: Int) -> Bool {
        running.allSatisfy { deadline in
            let holds = workflow.content.deadlines.contains { rule in
                rule.anchors == [.deadline(deadline.rule!)] && rule.metBy == [.milestone(milestone)]
            }
            guard holds else { return true }
            let delayed = isDelayed(.deadline, "\(deadline.number)") ? delayed!.until : Int.min
            return day >= max(delayed, deadline.due.date.dayNumber + 1)
        }
    }

    private func issuable(_ id: InstrumentKindID, _ position: Position, _ day: Int) -> Bool {
        let kind = workflow.instrument(id)!
        return (kind.statuses.isEmpty || kind.statuses.contains(position.status))
            && may(.instrument, id.rawValue, on: day)
    }

    private func make(_ move: Move, _ position: Position, _ day: Int) -> Position? {
        let isStage = move.machine == .stage
        guard move.from.contains(isStage ? position.stage.rawValue : position.status.rawValue),
            mayCancel || !move.cancelsDuties || workflow.stage(StageID(move.to))?.isFinal == true,
            move.guards.allSatisfy({ holds($0, position, day) })
        else { return nil }
        var ruling = day
        for (index, kind) in move.instruments.enumerated() {
            if isStage {
                guard position.atHand.contains(kind) else { return nil }
                continue
            }
            // A ruling is issued on the day of its move, unless one that fits was there from the start.
            let old = position.statusChanged ? nil : usable(kind, for: move)
            guard old != nil || issuable(kind, position, day) else { return nil }
            if index == 0, let old { ruling = old }
        }
        var after = position
        after.atHand.formUnion(move.instruments)
        if move.cancelsDuties {
            after.opened.subtract(after.pending.keys.map(\.duty))
            after.pending = [:]
        }
        after.milestones.subtract(move.clears)
        if isStage {
            after.stage = StageID(move.to)
            for milestone in workflow.content.milestones where milestone.scope == .stage {
                after.milestones.remove(milestone.id)
            }
        } else {
            let (before, status) = (workflow.status(position.status)!, workflow.status(StatusID(move.to))!)
            after.status = status.id
            after.statusChanged = true
            if before.isRunning, !status.isRunning, after.terminatedOn == nil {
                after.terminatedOn = ruling
                after.windows = Set(status.opensWindows)
            }
        }
        for event in move.emits { open(workflow.duties(on: event), again: true, &after, day) }
        if isStage { open(workflow.duties(onEntryOf: after.stage), again: false, &after, day) }
        return after
    }

    private func usable(_ kind: InstrumentKindID, for move: Move) -> Int? {
        var floor = (state.terminatedOn ?? state.acceptedOn ?? state.filing?.filedOn)?.dayNumber ?? Int.min
        for case .milestone(let id) in move.guards {
            guard let day = state.milestones[id] else { return nil }
            floor = max(floor, day.dayNumber)
        }
        return state.instruments.values.filter { instrument in
            instrument.content.kind == kind && instrument.number > state.instrumentsBeforeStatus
                && instrument.content.issuedOn.dayNumber >= floor
        }.map(\.content.issuedOn.dayNumber).min()
    }

    private func open(_ duties: [Duty], again: Bool, _ position: inout Position, _ day: Int) {
        for duty in duties {
            if duty.onlyIfDebtorEnds, workflow.status(position.status)!.debtorSurvives { continue }
            let isPending = position.pending.contains { $0.key.duty == duty.id && $0.value > day }
            if again ? isPending : position.opened.contains(duty.id) { continue }
            position.opened.insert(duty.id)
            var end = day
            var left = duty.limit.value
            while left > 0 || !isEnd(end, duty) {
                end += 1
                if duty.limit.unit == .calendarDays || Shipped.calendar.isWorkingDay(LegalDate(dayNumber: end)) {
                    left -= 1
                }
            }
            if isDelayed(.laterDuty, duty.id.rawValue) { end = max(end, delayed!.until) }
            position.pending[.later(duty.id)] = end
        }
    }

    /// A limit in calendar days ends on a working day.
    private func isEnd(_ day: Int, _ duty: Duty) -> Bool { Shipped.calendar.isWorkingDay(LegalDate(dayNumber: day)) }

    private func windowEnd(_ id: WindowID, _ start: Int) -> Int {
        LegalDate(dayNumber: start).adding(years: workflow.window(id)!.years).dayNumber
    }

    private func holds(_ condition: Guard, _ position: Position, _ day: Int) -> Bool {
        switch condition {
        case .procedure(let statuses): return statuses.contains(position.status)
        case .stage(let stages): return stages.contains(position.stage)
        case .milestone(let id): return position.milestones.contains(id)
        case .milestoneAbsent(let id): return !position.milestones.contains(id)
        case .enteredIfFiled(let duty, let id):
            // What is owed will be done: it counts from the start.
            let counts = position.done.contains(duty) || position.pending.keys.contains { $0.duty == duty }
            return !counts || position.milestones.contains(id)
        case .mandatoryDutiesSettled:
            let order = workflow.content.stages.map(\.id)
            let here = order.firstIndex(of: position.stage)!
            return !position.pending.contains { owed, end in
                let duty = workflow.duty(owed.duty)!
                return end > day && duty.isMandatory && order.firstIndex(of: duty.stage)! <= here
            }
        case .judgeAssigned: return position.hasJudge
        case .administratorAppointed: return state.administrator != nil
        case .filer(let filers): return position.filer.map(filers.contains) ?? false
        case .windowOpen, .windowOver:
            var isOpen = false
            if case .windowOver(let id) = condition, position.windows.contains(id), let start = position.terminatedOn {
                isOpen =
                    day <= max(windowEnd(id, start), isDelayed(.window, id.rawValue) ? delayed!.until - 1 : Int.min)
                return !isOpen
            }
            if case .windowOpen(let id) = condition, position.windows.contains(id), let start = position.terminatedOn {
                isOpen = day <= windowEnd(id, start)
                return isOpen
            }
            if case .windowOver = condition { return true }
            return false
        }
    }
}
