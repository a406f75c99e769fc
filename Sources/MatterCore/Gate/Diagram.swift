/// A definition as text for people: for the two machines a Mermaid diagram and a table of legal moves each, and tables of
/// what hangs on them.
/// `docs/state_machine.md` holds it, and a test compares the two.
public struct Diagram {
    let workflow: Workflow

    public static func markdown(_ workflow: Workflow) -> String {
        let diagram = Diagram(workflow: workflow)
        return [
            "## Stages", diagram.stages, diagram.table(.stage), "## Procedure", diagram.statuses,
            diagram.table(.procedure), "## Openings", diagram.openings, "## Milestones", diagram.milestones,
            "## Never legal", diagram.prohibitions, "## What duties disclose", diagram.disclosures,
        ].joined(separator: "\n\n") + "\n"
    }

    private var stages: String {
        mermaid(
            states: workflow.content.stages.map { ($0.id.rawValue, $0.name) },
            openings: workflow.content.openings.map { ($0.stage.rawValue, $0.origin) }, machine: .stage,
            ends: workflow.content.stages.filter(\.isFinal).map(\.id.rawValue))
    }

    private var statuses: String {
        mermaid(
            states: workflow.content.statuses.map { ($0.id.rawValue, $0.name) },
            openings: workflow.content.openings.map { ($0.status.rawValue, $0.origin) }, machine: .procedure, ends: [])
    }

    private func mermaid(
        states: [(id: String, name: LocalText)], openings: [(to: String, origin: String)], machine: Move.Machine,
        ends: [String]
    ) -> String {
        var lines = ["```mermaid", "stateDiagram-v2"]
        lines += states.map { "    state \"\($0.name.zh) \($0.id)\" as \($0.id)" }
        // One arrow for each pair of states: parallel arrows are unreadable.
        for (id, _) in states {
            let origins = openings.filter { $0.to == id }.map(\.origin)
            if !origins.isEmpty { lines.append("    [*] --> \(id) : \(origins.joined(separator: ", "))") }
        }
        for (from, _) in states {
            for (to, _) in states {
                let moves = workflow.moves(machine, from: from).filter { $0.to == to }
                if !moves.isEmpty {
                    lines.append("    \(from) --> \(to) : \(moves.map(\.id.rawValue).joined(separator: ", "))")
                }
            }
        }
        lines += ends.map { "    \($0) --> [*]" }
        return (lines + ["```"]).joined(separator: "\n")
    }
}
