import Foundation
import MatterCore

/// The whole demonstration against a server: rehearse, perform, audit, sum up.
struct Demonstration: Sendable {
    let client: DemoClient
    let tokens: DemoTokens
    let workflow: Workflow
    let calendar: WorkCalendar
    let say: @Sendable (String) -> Void

    /// Throws at the first difference between what the core says and what the server does.
    func run(at now: Instant) async throws {
        let cast = try await tokens.cast(client)
        // Tenths of a second: debtors of different runs differ.
        let serial = now.milliseconds / 100
        let plays = try Scenario.rehearse(
            workflow: workflow, calendar: calendar, cast: cast, now: now, serial: serial)
        var performance = Performance(client: client, tokens: tokens, run: "demo-\(serial)", say: say)
        for (scenario, play) in zip(Scenario.allCases, plays) {
            say("\n\(scenario.title.zh)\n\(scenario.title.en)")
            try await performance.perform(play)
        }
        let summary = DemoSummary(workflow, plays)
        for line in summary.lines(performance.matters) { say(line) }
        var differences: [String] = []
        for play in plays { differences += try await performance.audit(play) }
        guard differences.isEmpty, summary.isComplete else {
            throw Failure("The matters are not as the script says:\n\(differences.joined(separator: "\n"))")
        }
        say("✓ 终局状态、历史与计数均与脚本一致 final states, histories and duty lists, read again, are as the script says")
    }
}
