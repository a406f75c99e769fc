import MatterCore

extension Validator {
    /// Farther than this from the due date nobody is reminded of anything.
    private static let farthest = 60

    /// The ladder rises: rungs follow one another in time, what comes before the due date reminds and what comes after it
    /// urges or supervises.
    func checkReminders() {
        var last: Int?
        for (index, rung) in content.reminders.enumerated() {
            let place = reminders.key("rungs").index(index)
            if abs(rung.workingDays) > Self.farthest {
                report.add(
                    "out-of-range", "A rung is at most \(Self.farthest) working days from the due date.",
                    at: place.key("workingDays"))
            }
            if let last, rung.workingDays < last {
                report.add(
                    "not-rising", "A rung comes no earlier than the one before it.", at: place.key("workingDays"))
            }
            last = rung.workingDays
            if (rung.kind == .reminder) != (rung.workingDays <= 0) {
                report.add(
                    "wrong-kind", "Up to the due date one reminds; after it one urges or supervises.",
                    at: place.key("kind"))
            }
            // A policy is not law, however it is written.
            if ![.practice, .fillIn].contains(rung.basis.provenance) {
                report.add(
                    "policy-as-law", "A rung is policy: its provenance is practice or fill-in.",
                    at: place.key("basis").key("provenance"))
            }
        }
    }
}
