extension MatterState {
    /// Folds an event about one assignment. An assignment that was not loaded stays unloaded; only the sets of opened
    /// and completed duties are kept for it.
    mutating func apply(
        _ body: MatterEvent.Body, at: Instant, by author: MatterEvent.Author, toAssignment number: Int
    ) {
        if case .dutyOpened(let opened) = body {
            assignments[number] = DutyAssignment(
                number: number, duty: opened.duty, agency: opened.agency, unit: opened.unit, scene: opened.scene,
                isMandatory: opened.isMandatory, cause: opened.cause, openedAt: at, due: opened.due,
                parts: opened.parts)
            openedDuties.insert(opened.duty)
            last.assignment = number
            return
        }
        guard var assignment = assignments[number] else { return }
        let (before, due) = (assignment.state, assignment.due.date)
        assignment.apply(body, at: at, by: author)
        if assignment.state != before {
            assignment.since = at
            assignment.settledAt = assignment.state.isSettled ? at : nil
            if assignment.state.isSettled { assignment.endReminders(at: at) }
        }
        if assignment.due.date != due { assignment.restartReminders(at: at) }
        assignment.clock.follow(assignment, at: at)
        assignments[number] = assignment
        switch body {
        // Stays if the result is sent back: a tax claim that was filed must be entered whatever becomes of its form.
        case .dutyCompleted: completedDuties.insert(assignment.duty)
        // Cancelled by a move: entering the stage again opens it again.
        case .dutyCancelled: openedDuties.remove(assignment.duty)
        default: break
        }
    }
}

extension DutyAssignment {
    /// Adds materials; one that was there already is replaced.
    mutating func supply(_ new: [MaterialUse]) {
        materials.removeAll { old in new.contains { $0.material == old.material } }
        materials += new
    }

    fileprivate mutating func apply(_ body: MatterEvent.Body, at: Instant, by author: MatterEvent.Author) {
        switch body {
        case .dutyAcknowledged:
            state = .acknowledged
            acknowledgedAt = at
        case .dutyStarted:
            state = .inProgress
            startedAt = at
        case .dutyCompleted(_, let result):
            state = .completed
            completedAt = at
            self.result = result
        case .dutyReturned(_, let reason, let pause):
            state = .returned
            self.reason = reason
            self.pause = pause
        case .dutyResubmitted(_, let materials, _, let due):
            state = pause?.stateBefore ?? .open
            pause = nil
            self.due = due
            supply(materials)
        case .dutyRefused(_, let reason):
            state = .refused
            self.reason = reason
        case .refusalUpheld(_, let text):
            state = .refusalUpheld
            reason = StatedReason(code: reason?.code, text: text)
        case .refusalOverridden(_, let text, let due):
            state = .inProgress
            reason = StatedReason(text: text)
            self.due = due
        case .dutyWaived(_, let text):
            state = .waived
            pause = nil
            reason = StatedReason(text: text)
        case .dutyCancelled(_, let move):
            state = .cancelled
            pause = nil
            reason = StatedReason(text: move.rawValue)
        case .extensionRequested(_, let days, let text):
            `extension` = Extension(workingDays: days, reason: text, decision: .pending)
        case .extensionDecided(_, let approved, _, let due, let pause):
            `extension`?.decision = approved ? .approved : .rejected
            if approved { extended = self.due }
            self.due = due
            self.pause = pause
        case .partSubmitted(_, let agency, let text, let attachments):
            update(agency) { part in
                part.state = .submitted
                part.text = text
                part.attachments = attachments
            }
        case .partReleased(_, let agency, let text):
            update(agency) { part in
                part.state = .released
                part.text = text
            }
        case .resultAccepted: acceptedAt = at
        case .resultSentBack(_, let text, let due):
            state = .inProgress
            completedAt = nil
            reason = StatedReason(text: text)
            self.due = due
        case .reminderSent(_, let content):
            reminders.append(Reminder(content, sentAt: at))
            remindedRungs = content.rungs
        case .reminderAnswered(_, let number, let note):
            guard let index = reminders.firstIndex(where: { $0.content.number == number }) else { break }
            reminders[index].endedAt = at
            reminders[index].answer = Reminder.Answer(by: author, note: note)
        case .dutyDueMoved(let moved):
            due = moved.after
            extended = moved.extended
        default: break
        }
    }

    private mutating func update(_ agency: AgencyID, _ change: (inout Part) -> Void) {
        guard let index = parts.firstIndex(where: { $0.agency == agency }) else { return }
        change(&parts[index])
    }
}
