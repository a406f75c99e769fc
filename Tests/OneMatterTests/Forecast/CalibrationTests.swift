import MatterCore
import Testing

@testable import Casework
@testable import OneMatter

/// Of a portfolio cut on a day, what happened afterwards lies where the forecast of that day said.
@Suite struct CalibrationTests {
    /// 2021-06-01, 10:00 in Shanghai: notices for five years behind it and five ahead.
    private static let cut = Instant(milliseconds: Int64(LegalDate("2021-06-01")!.dayNumber) * 86_400_000 + 7_200_000)

    /// Each matter as it went on for ten years.
    private static func histories(_ count: Int64) throws -> [[MatterEvent]] {
        let portfolio = try Portfolio(
            workflow: Theatre.workflow, calendar: Theatre.calendar,
            organisations: SampleOrganisations.all(agencies: Theatre.workflow.content.agencies), seed: 4, now: cut)
        return try (1...count).map { try portfolio.matter($0, until: cut.adding(days: 3_650)).events }
    }

    @Test(.timeLimit(.minutes(5))) func realClosingsFallIntoTheRange() throws {
        let histories = try Self.histories(1_200)
        let recount = Recount(histories, at: Self.cut, Theatre.calendar)
        let today = Self.cut.legalDate
        let forecaster = Forecaster(recount.records, Theatre.workflow, Theatre.calendar, today: today, seed: 1)
        let closings = Dictionary(
            uniqueKeysWithValues: histories.compactMap { MatterState.replay($0) }.map { ($0.id, $0.closedAt) })
        let horizons = [3, 6, 12].compactMap { today.adding(months: $0) }
        let runs = 100
        var (inside, below, above, undecided) = (0, 0, 0, 0)
        var expected = [0, 0, 0]
        var happened = [0, 0, 0]
        var rightMoves = 0
        for subject in recount.subjects {
            let forecast = forecaster.forecast(subject, runs: runs)
            let closed = try #require(closings[subject.matter]??.legalDate)
            if let early = forecast.closing.early?.date, closed < early {
                below += 1
            } else if let late = forecast.closing.late?.date {
                if closed > late { above += 1 } else { inside += 1 }
            } else {
                undecided += 1
            }
            for (index, count) in forecaster.closings(of: subject, runs: runs, by: horizons).enumerated() {
                expected[index] += count
                if closed <= horizons[index] { happened[index] += 1 }
            }
            let after = histories.first { $0[0].matterOpened == subject.matter }?.first { event in
                event.at > Self.cut && (event.body.kind == "stage_moved" || event.body.kind == "procedure_moved")
            }
            if after?.move == forecast.nextMoves.first?.move { rightMoves += 1 }
        }
        let decided = inside + below + above
        print(
            """
            calibration: \(recount.subjects.count) open matters, \(decided) with a late day; inside \(inside), \
            before \(below), after \(above), undecided \(undecided); closings expected \(expected.map { $0 / runs }), \
            happened \(happened); likeliest move right \(rightMoves)
            """)
        #expect(recount.subjects.count > 300)
        #expect(undecided * 10 < recount.subjects.count)
        // Eight of ten is the aim.
        #expect((70...90).contains(inside * 100 / decided))
        #expect(below * 100 / decided <= 18 && above * 100 / decided <= 18)
    }
}

extension MatterEvent {
    fileprivate var matterOpened: Int64? {
        if case .matterOpened(let opened) = body { opened.matter } else { nil }
    }

    fileprivate var move: MoveID? {
        switch body {
        case .stageMoved(let moved): moved.move
        case .procedureMoved(let moved): moved.move
        default: nil
        }
    }
}
