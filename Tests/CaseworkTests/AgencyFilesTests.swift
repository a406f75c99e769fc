import MatterCore
import Postgres
import Testing

@testable import Casework

/// A unit cannot open a file to itself by naming it.
@Suite struct AgencyFilesTests {
    @Test func namingAFileOfOthersOpensNothing() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let duties = try #require(try await office.stored(matter)?.assignments.values)
            let duty = try #require(duties.first { !$0.parts.isEmpty })
            let lead = try await office.unit(duty)
            let helper = try await office.principal(.agency, try #require(duty.parts.first).unit)
            let judge = try await office.judge
            for (person, text) in [(judge, "court"), (helper, "helper")] {
                _ = try await office.casework.attach(
                    name: text, mediaType: "text/plain", bytes: Pieces([Array(text.utf8)]), to: matter, by: person,
                    key: text)
            }
            func part(_ file: Int) -> Command {
                .duty(duty.number, .submitPart(SubmitPart(text: "示例", attachments: [file])))
            }
            func reads(_ file: Int, _ unit: Principal) async -> Bool {
                await refusal { try await office.casework.file(file, of: matter, by: unit) } == nil
            }
            for file in [1, 99] {
                let met = await refusal { try await office.act(part(file), matter, by: helper) }
                #expect(met?.kind == .invalid && met?.code == "attachment-not-yours")
                #expect(met?.pointer == "/attachments/0")
            }
            #expect(await !reads(1, helper))
            #expect(await !reads(1, lead))
            #expect(await !reads(2, lead))
            _ = try await office.act(part(2), matter, by: helper)
            // The part reached who leads the duty, and nobody else's file did.
            #expect(await reads(2, lead))
            #expect(await !reads(1, helper))
            let opened: Int = try await office.scalar(
                "select count(*)::int from involvement where matter_id = \(matter) and 1 = any (attachments)")
            #expect(opened == 0)
            try await office.expectReplay(matter)
        }
    }
}
