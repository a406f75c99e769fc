import Foundation
import MatterCore
import WorkflowFiles

/// What `onematter check` prints: the findings of the reader and of the gate together.
struct CheckResult: Encodable {
    struct Explored: Encodable {
        var states = 0
        var moves = 0
    }

    let ok: Bool
    /// Counts of the newest version.
    private(set) var stages = 0
    private(set) var agencies = 0
    private(set) var duties = 0
    /// Sums over all versions.
    private(set) var explored = Explored()
    private(set) var findings: [Finding]

    init(_ folder: WorkflowFolder) {
        findings = folder.findings
        for report in folder.workflows.map({ $0.check() }) {
            stages = report.stages
            agencies = report.agencies
            duties = report.duties
            explored.states += report.exploredStates
            explored.moves += report.exploredMoves
            findings += report.findings
        }
        ok = findings.isEmpty
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    var text: String {
        var lines: [String] = []
        for finding in findings {
            let place = [finding.file, finding.path].filter { !$0.isEmpty }.joined(separator: " ")
            lines.append("\(place.isEmpty ? "" : place + ": ")\(finding.code): \(finding.message)")
            lines += finding.trace.enumerated().map { "    \($0 + 1). \($1)" }
        }
        let counts = "\(stages) stages, \(agencies) agencies, \(duties) duties"
        let size = "\(explored.states) states and \(explored.moves) moves explored"
        lines.append(ok ? "OK: \(counts); \(size)." : "Refused: \(findings.count) findings; \(size).")
        return lines.joined(separator: "\n")
    }
}
