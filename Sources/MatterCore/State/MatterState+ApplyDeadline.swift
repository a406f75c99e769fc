extension MatterState {
    /// Folds an event about a deadline. One that was not loaded stays unloaded.
    mutating func applyToDeadline(_ body: MatterEvent.Body, at: Instant) {
        if case .deadlineOpened(let opened) = body {
            deadlines[opened.deadline] = Deadline(
                number: opened.deadline, rule: opened.rule, name: opened.name, party: opened.party,
                nature: opened.nature, source: opened.source, openedAt: at, first: opened.step)
            if let rule = opened.rule { openedDeadlines.insert(rule) }
            last.deadline = opened.deadline
            return
        }
        guard let number = body.deadline, var deadline = deadlines[number] else { return }
        deadline.apply(body, at: at)
        deadlines[number] = deadline
        // What came to nothing may open again.
        if deadline.state == .ended, let rule = deadline.rule { openedDeadlines.remove(rule) }
    }

    mutating func apply(_ corrected: DateCorrected) {
        let command = corrected.command
        switch command.subject {
        case .filing:
            filing = filing.map {
                Filing(filer: $0.filer, filerName: $0.filerName, route: $0.route, filedOn: command.on)
            }
        case .milestone: if let milestone = command.milestone { milestones[milestone] = command.on }
        case .issue, .announcement, .service:
            if let number = command.instrument { instruments[number]?.correct(command) }
        }
        acceptedOn = corrected.acceptedOn
        terminatedOn = corrected.terminatedOn
    }
}

extension Deadline {
    fileprivate mutating func apply(_ body: MatterEvent.Body, at: Instant) {
        switch body {
        case .deadlineMet(_, let fulfilment, _):
            settledAt = state == .met ? settledAt : at
            state = .met
            met = fulfilment
            suspendedOn = nil
        case .deadlineLapsed:
            state = .lapsed
            if nature != .obligation { settledAt = at }
        case .deadlineMoved(let moved):
            steps = moved.steps
            // An end that lies ahead again is not over yet; time that stands still stays so until it is resumed.
            let isAhead = state == .lapsed && moved.after.date >= at.legalDate
            guard isAhead || (state == .suspended && moved.cause.kind == .resumed) else { break }
            state = .open
            suspendedOn = nil
            settledAt = nil
        case .deadlineSuspended(_, let on, _):
            state = .suspended
            suspendedOn = on
        case .deadlineEnded(_, let cause):
            state = .ended
            reason = cause.reason
            suspendedOn = nil
            settledAt = at
        default: break
        }
    }
}

extension Instrument {
    /// Adds services and the announcement. A service on a party that was served before replaces it.
    mutating func add(_ command: RecordService) {
        content.served.removeAll { old in command.served.contains { $0.party == old.party } }
        content.served += command.served
        content.announcedOn = command.announcedOn ?? content.announcedOn
    }

    mutating func correct(_ command: CorrectDate) {
        switch command.subject {
        case .issue: content.issuedOn = command.on
        case .announcement: content.announcedOn = command.on
        case .service:
            content.served = content.served.map {
                $0.party == command.party ? Service(party: $0.party, on: command.on) : $0
            }
        case .filing, .milestone: break
        }
    }
}
