import ArgumentParser
import Glibc
import MatterCore
import WorkflowFiles

/// Computes due dates on the command line, without a server or a database.
struct DeadlineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline",
        abstract: "Computes when periods end: a JSON object a line on standard input, an answer a line on output.",
        discussion: """
            A line asks {"anchor":"2026-09-10","amount":25,"unit":"calendar_days","direction":"forward"}; all four \
            fields are required and no other is known. Units: calendar_days, months, years, working_days. Directions: \
            forward, backward. Counting begins on the day after the anchor. Calendar days, months and years that end on \
            a day off move to the next working day, backwards to the one before; working days leave days off out and \
            count make-up days. Past the last loaded notice Monday to Friday count, and the answer is provisional.

            The answer is {"due":…,"naive":…,"provisional":…,"skipped":[…],"explanation":{"zh":…,"en":…}}: naive is the \
            end before days off are looked at, skipped the days off that were passed over. A line that cannot be \
            answered gets {"error":{"code":…,"message":…}} and disturbs no other. Codes: \(Self.codes.joined(separator: ", ")).

            Exits with 0 if every line was answered, be it with an error, with 1 if the calendars cannot be read, and \
            with 2 if the command itself was wrong. The rules and their law are in docs/deadlines.md.
            """)

    @Argument(
        help: ArgumentHelp(
            "Folder of the definitions, which holds the folder 'calendars'.",
            discussion: "Default: ONEMATTER_WORKFLOWS, or else ./workflows, or else the folder beside the program."))
    var directory: String?

    /// Every code that an answer may carry.
    static let codes =
        DeadlineQuestion.Fault.Code.allCases.map(\.rawValue)
        + ["amount-out-of-range", "before-calendar", "date-out-of-range"]

    func run() throws {
        let folder = CalendarFolder.read(in: try WorkflowDirectory.find(directory))
        guard folder.findings.isEmpty else {
            let lines = folder.findings.map { "\($0.file): \($0.path): \($0.message)" }
            throw Failure("The calendars have faults:\n\(lines.joined(separator: "\n"))")
        }
        var answers = DeadlineAnswers(WorkCalendar(folder.notices))
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Failure("Standard input cannot be read: \(String(cString: strerror(errno)))")
            }
            guard count > 0 else { break }
            write(answers.take(Array(buffer[..<count])), to: STDOUT_FILENO)
        }
        write(answers.finish(), to: STDOUT_FILENO)
    }
}
