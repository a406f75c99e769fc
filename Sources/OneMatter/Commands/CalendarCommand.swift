import ArgumentParser
import Casework
import Foundation
import MatterCore
import WorkflowFiles

/// The holiday notices of a database.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Loads and lists holiday notices.", subcommands: [Load.self, List.self])

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Loads the notice of a new year, or a later change of one, into the database.",
            discussion: """
                Running servers use it from their next act on, without a restart; the embedded database may be in use. \
                The form of the file is in workflows/README.md. A published version never changes: the same file again \
                does nothing, another content is refused. A change of a published year is its next version, with the \
                number of the notice that made it and its reason. Due dates that it moves are counted again within minutes; \
                --dry-run says which.
                """)

        @Argument(help: "The file of the notice.")
        var file: String

        @Flag(
            help:
                "Loads nothing: prints every due date that would change as a JSON line, and how many on standard error."
        )
        var dryRun = false

        @OptionGroup var data: DataOptions

        func run() async throws {
            let found = CalendarFile.read(file)
            guard let notice = found.notice else {
                let lines = found.findings.map { "\($0.file): \($0.path): \($0.message)" }
                throw Failure("The notice has faults:\n\(lines.joined(separator: "\n"))")
            }
            try await CalendarCommand.withCasework(data) { casework in
                guard !dryRun else { return try await CalendarCommand.trial(of: notice, casework) }
                let what = notice.reference.number ?? notice.reference.title
                switch try await casework.load(notice) {
                case .loaded: printLine("Loaded \(notice.key) (\(what)).")
                case .alreadyThere: printLine("\(notice.key) (\(what)) was loaded before; nothing changed.")
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the notices of the database: version, number, date, title.")

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await CalendarCommand.withCasework(data) { casework in
                for notice in try await casework.notices() {
                    let reference = notice.reference
                    let date = reference.issuedOn.map(\.description) ?? "-"
                    printLine("\(notice.key)\t\(reference.number ?? "-")\t\(date)\t\(reference.title)")
                }
            }
        }
    }

    private static func trial(of notice: HolidayNotice, _ casework: Casework) async throws {
        let started = ContinuousClock.now
        let counts = try await casework.everyMove(of: notice) { moves in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for move in moves { printLine(String(decoding: try encoder.encode(move), as: UTF8.self)) }
        }
        let seconds = (ContinuousClock.now - started).formatted(
            .units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        report(
            "\(notice.key): \(counts.moved) dates would move and \(counts.final) become final: \(counts.duties) of "
                + "duties, \(counts.deadlines) of deadlines, in \(counts.matters) matters (\(seconds)).")
    }

    /// Beside a server that may be running.
    private static func withCasework(
        _ data: DataOptions, _ body: (Casework) async throws -> Void
    ) async throws {
        var configuration = try data.configuration()
        configuration.loadsSample = false
        let backend = try await Backend.start(configuration, joinsServer: true)
        do {
            try await body(backend.casework)
        } catch CaseworkError.refused(let refusal) {
            try await backend.stop()
            throw Failure("\(refusal.message.en) (\(refusal.code))")
        } catch {
            try await backend.stop()
            throw error
        }
        try await backend.stop()
    }
}
