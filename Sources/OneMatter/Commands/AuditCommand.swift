import ArgumentParser
import Casework
import Foundation
import MatterCore

/// Holds the whole database against its own record.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Recomputes the record of the database and says what was changed behind the program's back.",
        discussion: """
            For each matter: the chain of its events, the digests of its rows and the replay of its record. For the \
            ledger: every position, the tree, every signed checkpoint, and the entries of the access log. It changes \
            nothing, and may run beside a server. Exits with 1 if anything is found.
            """)

    @Argument(help: "Numbers of the matters; without any all of them, and the ledger.")
    var matters: [Int64] = []

    @Flag(help: "Print the report as one JSON object.")
    var json = false

    @OptionGroup var data: DataOptions

    func run() async throws {
        var configuration = try data.configuration()
        configuration.loadsSample = false
        let backend = try await Backend.start(configuration, joinsServer: true)
        var found = AuditReport()
        do {
            if matters.isEmpty {
                var last: Int64 = 0
                while true {
                    let numbers = try await backend.casework.matterNumbers(after: last, limit: 500)
                    guard let end = numbers.last else { break }
                    for number in numbers { found.add(try await backend.casework.audit(number)) }
                    last = end
                    report("\(found.matters) 案件 matters, \(found.events) 事件 events")
                }
                found.add(
                    try await backend.casework.auditLedger { positions in
                        if positions.isMultiple(of: 100_000) { report("\(positions) 账本位置 positions") }
                    })
            } else {
                for number in matters { found.add(try await audit(number, backend.casework)) }
            }
        } catch {
            try await backend.stop()
            throw error
        }
        try await backend.stop()
        printLine(json ? try found.json : found.sentences)
        if !found.findings.isEmpty { throw ExitCode(1) }
    }

    private func audit(_ number: Int64, _ casework: Casework) async throws -> MatterAudit {
        do {
            return try await casework.audit(number)
        } catch .refused(let refusal) {
            throw Failure("Matter \(number): \(refusal.message.en)")
        }
    }
}
