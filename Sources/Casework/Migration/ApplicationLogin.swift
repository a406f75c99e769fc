internal import Postgres

/// The login that the server works under: a member of the role `onematter_app` that `schema.sql` makes, and nothing else.
/// Row-level security does not hold for owners and superusers, so the server refuses to be one.
public enum ApplicationLogin {
    /// Name of the login in the embedded database.
    public static let embedded = "onematter_server"

    /// Throws a `StartError` if row-level security would not hold for the login of the database.
    static func requireBound(_ db: borrowing Session) throws {
        let rows = try db.query(
            """
            select current_user::text,
                exists (select from pg_roles where (rolsuper or rolbypassrls)
                    and pg_has_role(current_user, oid, 'MEMBER')),
                exists (select from pg_class where relnamespace = 'public'::regnamespace
                    and relkind in ('r', 'p') and pg_has_role(current_user, relowner, 'MEMBER')),
                exists (select from pg_roles where rolname = 'onematter_app'
                    and pg_has_role(current_user, oid, 'USAGE'))
            """)
        guard let row = rows.first else { return }
        let name = try row.next(String.self)
        let bypasses = try row.next(Bool.self)
        let owns = try row.next(Bool.self)
        let isMember = try row.next(Bool.self)
        if bypasses { throw StartError.unboundLogin(name: name, .bypassesRowSecurity) }
        if owns { throw StartError.unboundLogin(name: name, .ownsTables) }
        if !isMember { throw StartError.unboundLogin(name: name, .notAMember) }
    }
}

extension Migrator {
    /// Makes a login for the server, without a password: for a cluster that only this account can reach.
    public func makeApplicationLogin() async throws {
        try await database.script(
            """
            do $$
            begin
                if not exists (select from pg_roles where rolname = '\(ApplicationLogin.embedded)') then
                    create role \(ApplicationLogin.embedded) login in role onematter_app;
                end if;
            exception when duplicate_object or unique_violation then null;
            end
            $$
            """)
    }
}
