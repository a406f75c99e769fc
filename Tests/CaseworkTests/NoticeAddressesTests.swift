import MatterCore
import Postgres
import Testing

@testable import Casework

/// Where to tell what concerns a role of an organisation.
@Suite struct NoticeAddressesTests {
    @Test func theAddressesOfTheRoleAndOfEverybody() async throws {
        try await inOffice { office in
            try await office.owner.script(
                """
                insert into notice_address (organisation, role, address, added_by, added_at, ended_at, ended_by) values
                    ('COURT-33', 'judge', 'judge@court.cn', 'sample-operator', now(), null, null),
                    ('COURT-33', 'auditor', 'auditor@court.cn', 'sample-operator', now(), null, null),
                    ('COURT-33', null, 'Judge@Court.cn', 'sample-operator', now(), null, null),
                    ('COURT-33', null, 'all@court.cn', 'sample-operator', now(), null, null),
                    ('COURT-33', null, 'gone@court.cn', 'sample-operator', now(), now(), 'sample-operator'),
                    ('TAX-3306', 'agency', 'duty@tax.cn', 'sample-operator', now(), null, null),
                    ('FIRM-A', null, 'all@firm.cn', 'sample-operator', now(), null, null)
                """)
            let found = try await office.casework.reading(as: .service) { (db: borrowing Session) in
                try NoticeAddresses(try db.query(NoticeAddresses.select(["COURT-33", "TAX-3306", "PSB-3306"])))
            }
            // Each once, however it is spelt, and none that was ended.
            #expect(found.addresses(of: "COURT-33", role: .judge) == ["judge@court.cn", "all@court.cn"])
            #expect(
                found.addresses(of: "COURT-33", role: .auditor) == [
                    "auditor@court.cn", "Judge@Court.cn", "all@court.cn",
                ])
            #expect(found.addresses(of: "TAX-3306", role: .agency) == ["duty@tax.cn"])
            // One that has none, and one that was not asked for.
            #expect(found.addresses(of: "PSB-3306", role: .agency) == [])
            #expect(found.addresses(of: "FIRM-A", role: .administrator) == [])
        }
    }
}
