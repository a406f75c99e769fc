import MatterCore

/// States of the two machines, and what stands around them.
extension Fields {
    func stage() -> Stage {
        Stage(
            id: code("id"), name: name(), isFinal: flag("final"),
            separationExemption: optional("separationExemption")?.text(), basis: basis())
    }

    func status() -> ProcedureStatus {
        ProcedureStatus(
            id: code("id"), name: name(), isRunning: flag("running"), debtorSurvives: flag("debtorSurvives"),
            opensWindows: codes("opensWindows"), basis: basis())
    }

    func window() -> Window {
        Window(id: code("id"), name: name(), years: number("years"), basis: basis())
    }

    func opening() -> Opening {
        Opening(
            origin: text("origin"), name: name(), stage: code("stage"), status: code("status"), roles: roles(),
            needsFiler: flag("needsFiler"), filers: optional("filers")?.items { $0.word() } ?? [],
            instruments: codes("instruments"), basis: basis())
    }

    func instrument() -> InstrumentKind {
        InstrumentKind(
            id: code("id"), name: name(), form: word("form", else: .ruling), issuedBy: roles("issuedBy"),
            statuses: codes("statuses"), isAnnounced: flag("announced"),
            servedOn: optional("servedOn")?.items { $0.text() } ?? [], basis: basis())
    }

    func milestone() -> Milestone {
        Milestone(
            id: code("id"), name: name(), roles: roles(), stages: codes("stages"), statuses: codes("statuses"),
            scope: word("scope", else: .matter), instrument: optionalCode("instrument"), emits: codes("emits"),
            repeats: flag("repeats"), basis: basis())
    }

    func ground() -> Ground { Ground(id: code("id"), name: name(), basis: basis()) }

    func act() -> ActRule {
        ActRule(act: word("act", else: .openMatter), roles: roles(), basis: basis())
    }

    func dutyEvent() -> DutyEventKind { DutyEventKind(id: code("id"), name: name()) }

    func reason() -> Reason {
        Reason(id: code("id"), use: word("use", else: .return), name: name(), basis: basis())
    }

    func agency() -> Agency {
        Agency(id: code("id"), name: name(), kind: word("kind", else: .government), basis: basis())
    }
}
