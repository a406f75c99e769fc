import MatterCore
import Testing

@testable import Casework

/// Whom growth of the ledger wakes, told in whatever order and however often.
@Suite struct LedgerNewsTests {
    @Test func growthIsToldAsText() {
        for readers: Set<String>? in [nil, [], ["court:C"], ["court:C", "region:"]] {
            let growth = LedgerGrowth(size: 12, readers: readers)
            #expect(LedgerGrowth(text: growth.text) == growth)
        }
        // Too many to be named: everybody looks.
        let crowd = Set((0..<1_000).map { "unit:UNIT-\($0)" })
        let text = LedgerGrowth(size: 12, readers: crowd).text
        #expect(text.utf8.count < 8_000 && LedgerGrowth(text: text) == LedgerGrowth(size: 12, readers: nil))
        #expect(LedgerGrowth(text: "") == nil && LedgerGrowth(text: "x court:C") == nil)
    }

    @Test func eachReaderIsWokenOnceForWhatIsNew() async {
        let news = LedgerNews()
        let court = news.growth(for: .court("C"))
        let firm = news.growth(for: .firm("F"))
        func growth(_ size: Int, _ readers: Set<String>?) -> Set<String> {
            news.publish(LedgerGrowth(size: size, readers: readers))
        }
        #expect(growth(5, ["court:C"]) == ["court:C"])
        // The same once more, by way of the database; and as this process finds it by itself.
        #expect(growth(5, ["court:C"]) == [])
        #expect(growth(5, nil) == [])
        // Two batches of two servers, told the other way round.
        #expect(growth(9, ["court:C"]) == ["court:C"])
        #expect(growth(7, ["firm:F", "court:C"]) == ["firm:F"])
        #expect(news.size == 9)
        // Not told by anybody.
        #expect(growth(10, nil) == ["court:C", "firm:F"])
        #expect(growth(11, []) == [])
        // A signal that nobody took stands for all.
        for stream in [court, firm] {
            var signals = stream.makeAsyncIterator()
            #expect(await signals.next() != nil)
            news.wakeAll()
            #expect(await signals.next() != nil)
        }
    }
}
