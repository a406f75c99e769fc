import Casework
import Foundation

/// What an audit found, for people and as JSON: `{"ok", "matters", "events", "positions", "checkpoints", "waiting",
/// "findings": [{"place", "message"}]}`.
struct AuditReport: Encodable {
    struct Finding: Encodable {
        /// `matter 3` or `ledger`.
        let place: String
        let message: String
    }

    private(set) var ok = true
    private(set) var matters = 0
    private(set) var events = 0
    private(set) var positions = 0
    private(set) var checkpoints = 0
    private(set) var waiting = 0
    private(set) var findings: [Finding] = []

    mutating func add(_ audit: MatterAudit) {
        matters += 1
        events += audit.events
        add(audit.findings, at: "matter \(audit.matter)")
    }

    mutating func add(_ audit: LedgerAudit) {
        positions = audit.size
        checkpoints = audit.checkpoints
        waiting = audit.waiting
        add(audit.findings, at: "ledger")
    }

    private mutating func add(_ found: [some CustomStringConvertible], at place: String) {
        findings += found.map { Finding(place: place, message: $0.description) }
        ok = findings.isEmpty
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    var sentences: String {
        let whole =
            "\(matters) matters, \(events) events, \(positions) positions, \(checkpoints) checkpoints, "
            + "\(waiting) entries without a position yet"
        guard !ok else { return "OK: \(whole)" }
        return (["\(findings.count) findings in \(whole):"] + findings.map { "  \($0.place): \($0.message)" })
            .joined(separator: "\n")
    }
}
