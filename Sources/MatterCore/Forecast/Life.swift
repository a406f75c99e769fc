extension Forecaster {
    /// The rest of one matter's life, to be played again and again.
    struct Life {
        /// One run, in working days after today.
        struct Played {
            /// The move that comes first; nil: none on record comes so late.
            var move: MoveID?
            var movedAfter: Int?
            /// Nil: longer than the records reach.
            var closedAfter: Int?
            /// When each open duty is settled.
            var settledAfter: [Int?]
        }

        private let forecaster: Forecaster
        private let subject: ForecastSubject
        private let start: Int?
        private let first: (durations: Durations<Int>, from: Int)
        let basis: MatterForecast.StayBasis
        let records: Int
        let duties: [OpenDuty]
        private var random: SeededRandom
        /// Of numbers that only a scenario asks for.
        private let furtherSeed: UInt64
    }
}

extension Forecaster.Life {
    init(_ subject: ForecastSubject, _ forecaster: Forecaster) {
        self.forecaster = forecaster
        self.subject = subject
        random = SeededRandom(seed: forecaster.seed, stream: subject.matter)
        furtherSeed = random.next()
        start = forecaster.model.index(of: subject.place)
        let place = start.map { forecaster.model.places[$0] }
        let chosen = place?.durations(on: subject.track, longerThan: subject.days)
        first = chosen.map { ($0.durations, $0.from) } ?? (.none, 0)
        basis = chosen?.basis ?? .anyTrack
        records = first.durations.count(from: first.from)
        duties = subject.duties.map { OpenDuty($0, forecaster) }
    }

    /// Plays one run; runs are played in order.
    mutating func play(run: Int) -> Played {
        // All duties first and all at once: what is drawn must not depend on what happens.
        let waits = duties.map { $0.draw(using: &random) }
        var played = Played(settledAfter: waits.map { $0?.changed })
        var holds = zip(duties, waits).map { Hold(rank: $0.rank, wait: $1) }
        // The life as it is on record, and as the scenario has it.
        var time = PairedDays(recorded: 0, changed: 0)
        guard var place = start else { return played }
        for visit in 0..<Forecaster.mostMoves {
            let here = forecaster.model.places[place]
            let (durations, from) = visit == 0 ? first : here.entered(on: subject.track)
            guard let (days, way) = durations.draw(from: from, using: &random) else { return played }
            time.add(visit == 0 ? days - subject.days : days)
            let step = forecaster.model.steps[way]
            if step.waitsForDuties {
                for hold in holds where hold.rank <= here.rank {
                    guard hold.delay(&time) else { return played }
                }
                holds.removeAll { $0.rank <= here.rank }
            }
            if step.cancelsDuties { holds = [] }
            if visit == 0 {
                played.move = step.move
                played.movedAfter = time.changed
            }
            if step.closes {
                played.closedAfter = time.changed
                return played
            }
            place = step.place
            if step.entersStage { holds += openedByEntry(of: forecaster.model.places[place], time, run, visit) }
        }
        return played
    }

    /// Duties that open with the stage and take longer than on record. How long they took is drawn from numbers of their
    /// own, so that the life stays the same without them.
    private func openedByEntry(
        of place: ForecastModel.Place, _ time: PairedDays, _ run: Int, _ visit: Int
    ) -> [Hold] {
        guard let slowed = forecaster.slowed[place.place.stage] else { return [] }
        let survives = forecaster.model.workflow.status(place.place.status)?.debtorSurvives ?? false
        return slowed.compactMap { slowed in
            if slowed.duty.onlyIfDebtorEnds, survives { return nil }
            let durations = forecaster.model.durations(of: slowed.duty.id, at: slowed.duty.agency)
            var random = SeededRandom(
                seed: furtherSeed &+ UInt64(run) << 20, stream: Int64(visit << 16 | slowed.index))
            guard let (days, unitDays) = durations.draw(from: 0, using: &random) else { return nil }
            return Hold(
                rank: forecaster.model.rank(of: slowed.duty.stage), days: days, unitDays: unitDays,
                times: slowed.times, openedAfter: time)
        }
    }
}

extension ForecastModel.Place {
    /// Stays longer than so many days: those on the track if there are enough of them.
    func durations(
        on track: Track, longerThan days: Int
    ) -> (durations: Durations<Int>, from: Int, basis: MatterForecast.StayBasis) {
        let own = byTrack[track] ?? .none
        let from = own.first(longerThan: days)
        if own.count(from: from) >= Forecaster.enoughRecords { return (own, from, .sameTrack) }
        return (anyTrack, anyTrack.first(longerThan: days), .anyTrack)
    }

    /// All stays of who comes in.
    func entered(on track: Track) -> (durations: Durations<Int>, from: Int) {
        let (durations, from, _) = durations(on: track, longerThan: -1)
        return (durations, from)
    }
}
