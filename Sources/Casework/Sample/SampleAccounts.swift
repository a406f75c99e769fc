internal import Identity
public import MatterCore
internal import Postgres

/// People of the sample organisations: one a court (two at `COURT-330603`), one a firm, one a unit, an auditor and an
/// operator. Their names say that they are samples, and all have one published password, which is good in sample mode
/// only.
public enum SampleAccounts {
    public static let password = "sample-password-of-onematter"

    /// `judge-330603`, `firm-a`, `tax-330603`, `auditor-3306`, `operator`.
    public static func login(of organisation: Organisation) -> String {
        switch organisation.kind {
        case .court: "judge-\(organisation.region)"
        case .coordinationOffice: "auditor-\(organisation.region)"
        case .administratorFirm, .agencyUnit, .operator: organisation.id.rawValue.lowercased()
        }
    }

    /// The person who acts for the organisation.
    public static func person(of organisation: Organisation) -> Person {
        let title =
            switch organisation.kind {
            case .court: "法官"
            case .administratorFirm: "管理人"
            case .agencyUnit: "专员"
            case .coordinationOffice: "审计"
            case .operator: "运维"
            }
        return Person(id: "sample-\(login(of: organisation))", name: "示例\(title)（\(organisation.id)）")
    }

    struct Account {
        let person: Person
        let login: String
        let role: Role
        let organisation: Organisation
    }

    static func all(_ organisations: [Organisation]) -> [Account] {
        organisations.flatMap { organisation -> [Account] in
            let role: Role =
                switch organisation.kind {
                case .court: .judge
                case .administratorFirm: .administrator
                case .agencyUnit: .agency
                case .coordinationOffice: .auditor
                case .operator: .operator
                }
            let login = login(of: organisation)
            let first = Account(
                person: person(of: organisation), login: login, role: role, organisation: organisation)
            // A court of one judge has no panel and no deputy.
            guard organisation.id == "COURT-330603" else { return [first] }
            let second = Person(id: "sample-\(login)-b", name: "示例法官二（\(organisation.id)）")
            return [first, Account(person: second, login: "\(login)-b", role: role, organisation: organisation)]
        }
    }

    /// Inserts those that are not there. One hash for all: the password is published anyway.
    static func load(
        _ organisations: [Organisation], hash: String, at now: Instant, _ db: borrowing Session
    ) throws {
        let accounts = all(organisations)
        let ids = accounts.map(\.person.id)
        try db.execute(
            """
            insert into person (id, login, name, is_sample, created_at)
            select id, login, name, true, \(now.sql) from unnest(
                \(ids)::text[], \(accounts.map(\.login))::text[], \(accounts.map(\.person.name))::text[]
            ) as new (id, login, name)
            on conflict on constraint person_key do nothing
            """)
        try db.execute(
            """
            insert into post (person, role, organisation, organisation_kind, valid_from, granted_at, reason)
            select person, role, organisation, kind, '2020-01-01', \(now.sql), '示例 sample' from unnest(
                \(ids)::text[], \(accounts.map(\.role.rawValue))::text[],
                \(accounts.map(\.organisation.id.rawValue))::text[], \(accounts.map(\.organisation.kind.rawValue))::text[]
            ) as new (person, role, organisation, kind)
            where not exists (select from post where post.person = new.person)
            """)
        try db.execute(
            """
            insert into credential (person, hash, changed_at, must_change, is_sample)
            select id, \(hash), \(now.sql), false, true from unnest(\(ids)::text[]) as new (id)
            on conflict on constraint credential_key do nothing
            """)
    }
}
