import MatterCore

// The agencies.
extension Life {
    /// Agencies work off what is open: most in time, some late. `everything`: also what was left lying before.
    mutating func work(everything: Bool = false) throws {
        var jobs: [Job] = []
        for assignment in play.state.assignments.values.sorted(by: { $0.number < $1.number })
        where !assignment.state.isSettled {
            // What is not mandatory may be left lying for good.
            if !assignment.isMandatory, !everything, random.happens(30) { continue }
            jobs += Job.list(for: assignment, from: play.now, using: &random)
        }
        for job in jobs.sorted(by: { ($0.at, $0.order) < ($1.at, $1.order) }) {
            try reach(job.at)
            try play.act(job.action(in: play), on: job.duty, by: try job.player(in: play))
        }
    }
}
