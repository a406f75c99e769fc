import ArgumentParser
import Casework
import MatterCore

/// Fills the database with a synthetic portfolio.
struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Adds synthetic matters, plainly marked as samples, to the database.",
        discussion: """
            Every matter is played through the same decisions as real acts, with dates in the past, so its rows and its \
            history are the ones that acts would have left. The embedded database must not be in use by a server. A \
            second run adds more.
            """)

    @Option(help: "How many matters.")
    var matters: Int

    @Option(help: "The same number gives the same portfolio.")
    var seed: UInt64 = 1

    @OptionGroup var data: DataOptions

    func validate() throws {
        guard (1...1_000_000).contains(matters) else { throw ValidationError("--matters is 1 to 1000000.") }
    }

    func run() async throws {
        let backend = try await Backend.start(try data.configuration())
        do {
            try await Seeding(casework: backend.casework, seed: seed, report: printLine).add(matters)
        } catch {
            try await backend.stop()
            throw error
        }
        try await backend.stop()
    }
}
