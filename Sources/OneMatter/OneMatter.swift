import ArgumentParser
import Foundation

@main
struct OneMatter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onematter",
        abstract: "Carries an enterprise bankruptcy through six stages, 27 agencies and 47 duties.",
        subcommands: [
            CheckCommand.self
        ])

    /// Exits with 1 if what was asked is refused and with 2 if it was asked wrongly.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch  where exitCode(for: error) == .validationFailure {
            FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
            Foundation.exit(2)
        } catch {
            exit(withError: error)
        }
    }
}
