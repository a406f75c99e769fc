extension Diagram {
    func table(_ machine: Move.Machine) -> String {
        rows(
            ["move", "from", "to", "who", "instruments", "all of this must hold", "also", "article"],
            workflow.content.moves.filter { $0.machine == machine }.map { move in
                [
                    "`\(move.id)` \(move.name.zh)", list(move.from), move.to, list(move.roles.map(\.rawValue)),
                    list(move.instruments.map(\.rawValue)), list(move.guards.map(\.summary), separator: "; "),
                    list(effects(of: move), separator: "; "), move.basis.article,
                ]
            })
    }

    var openings: String {
        rows(
            ["opening", "stage", "status", "who", "filed by", "instruments", "article"],
            workflow.content.openings.map { opening in
                [
                    "`\(opening.origin)` \(opening.name.zh)", opening.stage.rawValue, opening.status.rawValue,
                    list(opening.roles.map(\.rawValue)),
                    opening.needsFiler ? list(Product.filers(of: opening).map(\.rawValue)) : "–",
                    list(opening.instruments.map(\.rawValue)), opening.basis.article,
                ]
            })
    }

    var milestones: String {
        rows(
            ["milestone", "who", "stages", "statuses", "holds", "also", "article"],
            workflow.content.milestones.map { milestone in
                let effects =
                    milestone.emits.map { "event \($0)" } + (milestone.instrument.map { ["needs \($0)"] } ?? [])
                return [
                    "`\(milestone.id)` \(milestone.name.zh)", list(milestone.roles.map(\.rawValue)),
                    list(milestone.stages.map(\.rawValue), none: "any"),
                    list(milestone.statuses.map(\.rawValue), none: "any"),
                    milestone.scope == .stage ? "in the stage" : "in the matter", list(effects, separator: "; "),
                    milestone.basis.article,
                ]
            })
    }

    var prohibitions: String {
        rows(
            ["prohibition", "rule", "article"],
            workflow.content.prohibitions.map { prohibition in
                ["`\(prohibition.id)`", prohibition.name.en, prohibition.basis.article]
            })
    }

    var disclosures: String {
        rows(
            ["duty", "units of", "fields", "milestones", "instruments", "needed", "ground"],
            workflow.content.duties.map { duty in
                let rule = duty.discloses
                return [
                    "`\(duty.id)` \(duty.name.zh)", list(([duty.agency] + duty.coAgencies).map(\.rawValue)),
                    list(rule.groups.map(\.rawValue)), list(rule.milestones.map(\.rawValue)),
                    list(rule.instruments.map(\.rawValue)), rule.purpose.en,
                    "\(rule.basis.article) (\(rule.basis.provenance.rawValue))",
                ]
            })
    }

    private func effects(of move: Move) -> [String] {
        var effects: [String] = []
        if !move.grounds.isEmpty { effects.append("ground " + list(move.grounds.map(\.rawValue), separator: " or ")) }
        if move.needsOverrideReason { effects.append("reasoned override") }
        effects += move.emits.map { "event \($0)" }
        if !move.clears.isEmpty { effects.append("clears " + list(move.clears.map(\.rawValue))) }
        if move.cancelsDuties { effects.append("ends open duties") }
        return effects
    }

    private func list(_ items: [String], separator: String = ", ", none: String = "–") -> String {
        items.isEmpty ? none : items.joined(separator: separator)
    }

    private func rows(_ heads: [String], _ rows: [[String]]) -> String {
        ([heads, heads.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}

extension Guard {
    /// The condition in a few words.
    fileprivate var summary: String {
        switch self {
        case .procedure(let statuses): "procedure " + statuses.map(\.rawValue).joined(separator: " or ")
        case .stage(let stages): "stage " + stages.map(\.rawValue).joined(separator: " or ")
        case .milestone(let id): id.rawValue
        case .milestoneAbsent(let id): "not \(id)"
        case .enteredIfFiled(let duty, let milestone): "\(milestone) if \(duty) is completed"
        case .mandatoryDutiesSettled: "mandatory duties settled"
        case .judgeAssigned: "judge assigned"
        case .administratorAppointed: "administrator in office"
        case .filer(let filers): "filed by " + filers.map(\.rawValue).joined(separator: " or ")
        case .windowOpen(let id): "window \(id) open"
        case .windowOver(let id): "window \(id) over"
        }
    }
}
