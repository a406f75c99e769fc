import MatterCore
import Testing

@testable import HTTPAPI

/// What holds a matter up, over the wire.
@Suite struct CriticalPathJourneyTests {
    @Test func itSaysWhenWhyAndByWhom() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())/critical-path"
            // A filing is refused today at the earliest: nothing has to be waited for.
            let refused = try await judge.get("\(path)?course=any&ending=REFUSED").expect(200).json
            #expect(refused["closing"]?["date"]?.text == site.clock.now.legalDate.description)
            let terminated = try await judge.get("\(path)?ending=TERMINATED").expect(200).json
            let day = try #require(terminated["closing"]?["date"]?.text.flatMap(LegalDate.init))
            // Supervision lasts two years (EBL Art. 123).
            #expect(day > site.clock.now.legalDate.adding(years: 2))
            #expect(terminated["closing"]?["stage"]?.text == "ARCHIVED")
            #expect(terminated["route"]?.elements.isEmpty == false && terminated["agencies"]?.elements.isEmpty == false)
            #expect(terminated["explanation"]?["zh"]?.text?.contains(day.description) == true)
            for assumption in terminated["assumptions"]?.elements ?? [] {
                #expect(assumption["provenance"]?.text == "practice")
            }
        }
    }

    @Test func aWrongQuestionIsToldWhereItIsWrong() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())/critical-path"
            let unknown = try await judge.get("\(path)?ending=NOWHERE").expect(422, "unknown-status")
            #expect(try unknown.json["errors"]?.elements.first?["pointer"]?.text == "?ending")
            try await judge.get("\(path)?course=none").expect(400)
            try await judge.get("\(path)?days=3").expect(400)
        }
    }
}
