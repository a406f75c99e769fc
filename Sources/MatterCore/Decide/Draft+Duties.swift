extension Draft {
    /// Duties of the stage that the matter is in now. One opens once in a matter, unless a move cancelled it.
    mutating func openStageEntryDuties() throws(Refusal) {
        for duty in context.workflow.duties(onEntryOf: state.stage) where !state.openedDuties.contains(duty.id) {
            try open(duty, cause: .stageEntry(state.stage))
        }
    }

    /// Duties that wait for the event. One that is open already does not open twice.
    mutating func openDuties(on event: DutyEventID) throws(Refusal) {
        for duty in context.workflow.duties(on: event) where unsettled(duty.id) == nil {
            try open(duty, cause: .event(event))
        }
    }

    /// The unsettled assignment of the duty, if there is one; there is never a second.
    func unsettled(_ duty: DutyID) -> DutyAssignment? {
        state.assignments.values.filter { $0.duty == duty && !$0.state.isSettled }.min { $0.number < $1.number }
    }

    mutating func open(_ duty: Duty, cause: DutyAssignment.Cause) throws(Refusal) {
        if duty.onlyIfDebtorEnds, context.workflow.status(state.status)?.debtorSurvives == true { return }
        let unit = try unit(of: duty.agency, for: duty)
        var parts: [DutyAssignment.Part] = []
        for agency in duty.coAgencies {
            parts.append(DutyAssignment.Part(agency: agency, unit: try self.unit(of: agency, for: duty)))
        }
        add(
            .dutyOpened(
                DutyOpened(
                    assignment: state.last.assignment + 1, duty: duty.id, agency: duty.agency, unit: unit,
                    scene: duty.stage, isMandatory: duty.isMandatory, cause: cause,
                    due: try due(duty, Period(duty.limit), from: .init(event: "duty_opened", on: context.today)),
                    parts: parts)))
    }

    /// When a duty is due, by its own limit or another period of working days.
    func due(
        _ duty: Duty, _ period: Period, from anchor: Derivation.Anchor, basis: LegalBasis? = nil
    ) throws(Refusal) -> DueDate {
        let rule = Derivation.Rule(id: duty.id.rawValue, basis: basis ?? duty.limit.basis)
        do throws(DeadlineFault) {
            return try context.calendar.due(period, from: anchor, rule: rule)
        } catch {
            throw Refusal(error)
        }
    }

    private func unit(of agency: AgencyID, for duty: Duty) throws(Refusal) -> OrganisationID {
        if let unit = context.units[agency] { return unit }
        let name = context.workflow.agency(agency)?.name
        throw Refusal(
            .conflict, "no-unit", zh: "本地区没有\(name?.zh ?? agency.rawValue)的承办单位（\(duty.id)）。",
            en: "No unit of \(name?.en ?? agency.rawValue) is registered for the region, so \(duty.id) cannot open.",
            remedy: LocalText(zh: "请运维人员登记该单位。", en: "Ask the operator to register the unit."))
    }
}
