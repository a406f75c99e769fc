extension MatterState {
    /// The matter as its first event describes it; nil if that is not an opening.
    public init?(opening event: MatterEvent) {
        guard case .matterOpened(let opened) = event.body else { return nil }
        self.init(
            id: opened.matter, workflow: opened.workflow, debtorName: opened.command.debtorName,
            creditCode: opened.command.creditCode, court: opened.court, region: opened.region,
            openedBy: event.by.organisation, openedAt: event.at, stage: opened.stage, status: opened.status)
        caseNumber = opened.command.caseNumber
        filing = opened.command.filing
        acceptedOn = opened.acceptedOn
        version = event.matterVersion
        eventCount = event.number
    }

    /// Rebuilds the matter from its whole history; nil if the history does not begin with an opening.
    public static func replay(_ events: [MatterEvent]) -> MatterState? {
        guard let first = events.first, var state = MatterState(opening: first) else { return nil }
        for event in events.dropFirst() { state.apply(event) }
        return state
    }

    /// Folds one event into the state. Never fails: whether it may happen was decided before.
    public mutating func apply(_ event: MatterEvent) {
        eventCount = event.number
        version = event.matterVersion
        if let number = event.assignment {
            apply(event.body, at: event.at, by: event.by, toAssignment: number)
            if let version = event.assignmentVersion { assignments[number]?.version = version }
        } else {
            apply(event.body, at: event.at, by: event.by)
        }
    }

    private mutating func apply(_ body: MatterEvent.Body, at: Instant, by author: MatterEvent.Author) {
        switch body {
        case .filingRecorded(let command, _):
            filing = command.filing
            caseNumber = command.caseNumber ?? caseNumber
        case .judgeAssigned(let command):
            judge = command.judge
            panel = command.panel
        case .administratorAppointed(let command):
            administrator = command.administrator
            administratorPerson = command.personInCharge
            administratorInstrument = command.instrument
        case .trackSet(let command): track = command.track
        case .matterLinked(let link): links.append(link)
        case .matterSealed: sealedAt = at
        case .matterUnsealed: sealedAt = nil
        case .instrumentRecorded(let instrument):
            instruments[instrument.number] = instrument
            last.instrument = instrument.number
        case .milestoneRecorded(let command): milestones[command.milestone] = command.on
        case .stageMoved(let move):
            stage = move.to
            stageSince = at
            clear(move.cleared)
            if move.closes { closedAt = at }
        case .procedureMoved(let move): apply(move, at: at)
        case .attachmentAdded(let attachment):
            attachments[attachment.number] = attachment
            last.attachment = attachment.number
        case .requestFiled(let request): apply(request, at: at, by: author)
        case .serviceRecorded(let command): instruments[command.instrument]?.add(command)
        case .dateCorrected(let corrected): apply(corrected)
        case .dateFixed(let command): fixedDates[command.date] = command.on
        case .templateAdopted(let command): templates.insert(command.template)
        case .definitionAdopted(let command): workflow = WorkflowKey(id: workflow.id, version: command.version)
        default: applyToDeadline(body, at: at)
        }
    }

    private mutating func apply(_ move: ProcedureMoved, at: Instant) {
        status = move.to
        statusSince = at
        instrumentsBeforeStatus = last.instrument
        ground = move.ground ?? ground
        caseNumber = move.caseNumber ?? caseNumber
        clear(move.cleared)
        if move.accepts { acceptedOn = acceptedOn ?? move.on }
        if move.terminates, terminatedOn == nil {
            terminatedOn = move.on
            openedWindows = Set(move.opensWindows)
        }
    }

    private mutating func apply(_ filed: RequestFiled, at: Instant, by author: MatterEvent.Author) {
        last.request = filed.number
        standardPack = Dictionary(
            filed.standardPack.map { ($0.material, $0.attachment) }, uniquingKeysWith: { _, new in new })
        requests[filed.number] = AssistanceRequest(
            number: filed.number, filedBy: author.organisation, filedAt: at, note: filed.note,
            assignments: filed.letters.map(\.assignment))
        for letter in filed.letters {
            assignments[letter.assignment]?.version += 1
            assignments[letter.assignment]?.request = DutyAssignment.Letter(
                request: filed.number, letterNumber: letter.letterNumber, requester: author.organisation,
                note: letter.note)
            assignments[letter.assignment]?.supply(letter.materials)
        }
    }

    private mutating func clear(_ cleared: [MilestoneID]) {
        for milestone in cleared { milestones[milestone] = nil }
    }
}
