/// The earliest course of a matter, and what can be said of each thing that it waits for.
struct FoundCourse {
    private let visits: [CourseVisit]
    private let machine: CourseMachine
    private let state: MatterState
    private let calendar: WorkCalendar

    private var rules: CourseRules { machine.rules }
    private var workflow: Workflow { machine.rules.workflow }
    private var end: Int { visits[visits.count - 1].day }

    init(_ visits: [CourseVisit], _ machine: CourseMachine, _ state: MatterState, _ calendar: WorkCalendar) {
        self.visits = visits
        self.machine = machine
        self.state = state
        self.calendar = calendar
    }

    var route: [CriticalPath.Step] {
        visits.compactMap { visit in
            guard case .move(let number) = visit.step else { return nil }
            let move = rules.moves[number].move
            return CriticalPath.Step(
                move: move.id, machine: move.machine, name: move.name, to: move.to,
                on: LegalDate(dayNumber: visit.day), basis: move.basis)
        }
    }

    func closing(_ items: [CriticalItem]) -> CriticalPath.Closing {
        let node = visits[visits.count - 1].node
        let deciding = items.contains(where: \.isCritical) ? items.filter(\.isCritical) : items
        return CriticalPath.Closing(
            date: LegalDate(dayNumber: end), isProvisional: deciding.contains(where: \.isProvisional),
            stage: rules.stages[node.stage].id, status: rules.statuses[node.status].id)
    }

    var items: [CriticalItem] {
        var latest: [Slack: Int?] = [:]
        func latestEnd(of need: Need, from earliest: Int) -> Int? {
            let key = slackGroup(need)
            if let known = latest[key] { return known }
            let found = self.latestEnd(of: need, from: earliest)
            latest[key] = .some(found)
            return found
        }
        var found: [CriticalItem] = []
        for need in needs {
            // A duty whose own last day lies past the closing is one that the closing does not wait for.
            let last = need.earliest > end ? nil : latestEnd(of: need.need, from: need.earliest)
            found.append(describe(need, until: last))
        }
        return found.enumerated().sorted { left, right in
            (left.element.slack ?? .max, left.offset) < (right.element.slack ?? .max, right.offset)
        }.map(\.element)
    }

    // MARK: Slack

    /// Open duties of one scene hold the same moves up, so they share their last day.
    private enum Slack: Hashable {
        case scene(Int?)
        case need(Need)
    }

    private func slackGroup(_ need: Need) -> Slack {
        guard case .assignment(let number) = need, let assignment = state.assignments[number],
            let duty = rules.duty(assignment.duty).map({ rules.duties[$0] }), duty.duty.isMandatory, !duty.mayReopen
        else { return .need(need) }
        return .scene(duty.scene)
    }

    /// The last day on which the need may end without moving the closing; nil: it may never end.
    private func latestEnd(of need: Need, from earliest: Int) -> Int? {
        if case .assignment(let number) = need, let assignment = state.assignments[number],
            workflow.duty(assignment.duty)?.isMandatory != true
        {
            return nil
        }
        let search = CourseSearch(machine: machine)
        if search.reaches(end, rules.delay(of: need, until: end + 1)) { return nil }
        var low = earliest
        var high = end + 1
        while low + 1 < high {
            let middle = (low + high) / 2
            if search.reaches(end, rules.delay(of: need, until: middle)) { low = middle } else { high = middle }
        }
        return low
    }

    // MARK: Needs

    /// A need, when it begins on the route, and the earliest day on which it can be over.
    private struct Dated {
        let need: Need
        let since: Int
        let earliest: Int
    }

    /// Open duties, and whatever a step of the route waits for.
    private var needs: [Dated] {
        var needs: [Dated] = []
        var seen: Set<Need> = []
        for index in visits.indices.dropFirst() {
            var waits: [Obstruction]? = []
            guard let step = visits[index].step else { continue }
            _ = machine.take(step, visits[index - 1].node, visits[index - 1].day, .none, &waits)
            for wait in waits ?? [] where seen.insert(wait.need).inserted {
                needs.append(Dated(need: wait.need, since: wait.since, earliest: earliest(wait, at: index)))
            }
        }
        let today = LegalDate(dayNumber: machine.today)
        for assignment in state.assignments.values.sorted(by: { $0.number < $1.number })
        where !assignment.state.isSettled && seen.insert(.assignment(assignment.number)).inserted {
            let end = assignment.expectedEnd(calendar, today: today).date.dayNumber
            needs.append(Dated(need: .assignment(assignment.number), since: machine.today, earliest: end))
        }
        return needs
    }

    /// What takes no time is over as soon as the route comes to where it can be recorded.
    private func earliest(_ wait: Obstruction, at index: Int) -> Int {
        let isOpen: (CourseNode) -> Bool
        switch wait.need {
        case .assignment, .duty, .window, .deadline: return wait.end
        case .judge: isOpen = { !$0.hasJudge }
        case .administrator: isOpen = { !$0.hasAdministrator }
        case .milestone(let id):
            let bit = rules.bits(of: [id])
            // One whose day matters is recorded by a step of its own.
            isOpen = { $0.optional & bit != 0 }
            if wait.end > visits[index - 1].day { return wait.end }
        case .instrument(let kind):
            let bit = rules.bits(of: [kind])
            isOpen = { $0.fresh & bit != 0 }
        }
        var first = index - 1
        while first > 0, isOpen(visits[first - 1].node) { first -= 1 }
        return visits[first].day
    }

    private func describe(_ dated: Dated, until last: Int?) -> CriticalItem {
        let earliest = LegalDate(dayNumber: dated.earliest)
        let latest = last.map { LegalDate(dayNumber: $0) }
        let about = NeedText(dated.need, state, workflow)
        return CriticalItem(
            kind: about.kind, subject: about.subject, name: about.name, agency: about.agency, unit: about.unit,
            roles: about.roles, earliest: earliest, isProvisional: isProvisional(dated), latest: latest,
            slack: latest.map { calendar.workingDays(after: earliest, through: $0) }, basis: about.basis)
    }

    private func isProvisional(_ dated: Dated) -> Bool {
        switch dated.need {
        case .assignment(let number):
            let today = LegalDate(dayNumber: machine.today)
            return state.assignments[number]?.expectedEnd(calendar, today: today).isProvisional == true
        case .duty(let id):
            guard let duty = workflow.duty(id) else { return false }
            return calendar.end(of: duty, from: LegalDate(dayNumber: dated.since)).isProvisional
        case .deadline(let number): return state.deadlines[number]?.due.isProvisional == true
        case .milestone, .instrument, .judge, .administrator, .window: return false
        }
    }
}
