/// A time in working days after today: as the record has it, and as the scenario makes it.
struct PairedDays {
    var recorded: Int
    var changed: Int

    mutating func add(_ days: Int) {
        recorded += days
        changed += days
    }
}

/// A duty that holds up the exit of a stage.
struct Hold {
    /// Stages of this rank and later ones are not left before it is settled.
    let rank: Int
    private let kind: Kind

    private enum Kind {
        /// Open today: the exit waits for it in either life. Nil: longer than the records reach.
        case open(PairedDays?)
        /// Opens later on. The recorded stay has room for it as it was on record, so it delays the exit only by what the
        /// scenario adds.
        case later(days: Int, unitDays: Int, times: Ratio, openedAfter: PairedDays)
    }

    init(rank: Int, wait: PairedDays?) {
        self.rank = rank
        kind = .open(wait)
    }

    init(rank: Int, days: Int, unitDays: Int, times: Ratio, openedAfter: PairedDays) {
        self.rank = rank
        kind = .later(days: days, unitDays: unitDays, times: times, openedAfter: openedAfter)
    }

    /// Moves the exit to the day on which the duty is settled, if that is later; false: that is not on record.
    func delay(_ exit: inout PairedDays) -> Bool {
        switch kind {
        case .open(nil): return false
        case .open(let wait?):
            exit.recorded = max(exit.recorded, wait.recorded)
            exit.changed = max(exit.changed, wait.changed)
        case .later(let days, let unitDays, let times, let opened):
            // It was settled when the stage was left.
            let taken = min(days, exit.recorded - opened.recorded)
            let ofUnit = min(unitDays, taken)
            exit.changed = max(exit.changed, opened.changed + taken - ofUnit + times.days(ofUnit))
        }
        return true
    }
}
