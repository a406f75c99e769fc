import ArgumentParser
import Foundation

/// The program: one subcommand a line.
@main
struct OneMatter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onematter",
        abstract: "Carries an enterprise bankruptcy through six stages, 27 agencies and 47 duties.",
        subcommands: [
            ServeCommand.self,
            MigrateCommand.self,
            AccountCommand.self,
            TokenCommand.self,
            CheckCommand.self,
            DeadlineCommand.self,
            CalendarCommand.self,
            DemoCommand.self,
            SeedCommand.self,
            ExportCommand.self,
            VerifyCommand.self,
            AuditCommand.self,
        ])

    /// Exits with 1 if what was asked is refused and with 2 if it was asked wrongly; the reason goes to standard error.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch  where exitCode(for: error) == .validationFailure {
            fail(fullMessage(for: error), code: 2)
        } catch  where error is ExitCode || exitCode(for: error) == .success {
            exit(withError: error)
        } catch {
            fail("onematter: \(error)", code: 1)
        }
    }
}
