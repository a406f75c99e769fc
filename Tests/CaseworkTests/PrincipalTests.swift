import MatterCore
import Testing

@testable import Casework

@Suite struct PrincipalTests {
    /// A token may name any role and any organisation; only pairs that exist in life become a principal.
    @Test func aRoleIsHeldInOneKindOfBody() async throws {
        let office = try await Office()
        let held: [Role: [Organisation.Kind]] = [
            .judge: [.court], .administrator: [.administratorFirm], .agency: [.agencyUnit],
            .auditor: [.court, .coordinationOffice], .operator: [.operator],
        ]
        var pairs = 0
        for organisation in try await office.casework.organisations() {
            for role in Role.allCases {
                let principal = try await office.casework.principal(
                    id: "x", name: "示例", role: role, organisation: organisation.id)
                #expect((principal != nil) == (held[role]?.contains(organisation.kind) == true))
                pairs += principal == nil ? 0 : 1
            }
        }
        #expect(pairs > 27)
        let stranger = try await office.casework.principal(id: "x", name: "示例", role: .judge, organisation: "NOBODY")
        #expect(stranger == nil)
        try await office.close()
    }
}
