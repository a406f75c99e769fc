public import MatterCore

/// Why the service does not start; the text says what to do.
public enum StartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A published version that reads otherwise than when it was published.
    public struct ChangedDefinition: Hashable, Sendable {
        public let key: WorkflowKey
        /// Digest of the version as it was published.
        public let published: String
        /// Digest of the version in the folder.
        public let found: String
    }

    /// A published notice that reads otherwise than when it was published.
    public struct ChangedCalendar: Hashable, Sendable {
        public let key: HolidayNotice.Key
        public let published: String
        public let found: String
    }

    case changedDefinitions([ChangedDefinition])
    case changedCalendars([ChangedCalendar])
    /// Without any notice every date would be a guess.
    case noCalendar
    /// A notice of the folder does not go with those in the database; with the reason.
    case calendarObstacle(HolidayNotice.Key, String)
    /// The hash of a ledger is chosen when its database is made.
    case otherHash(stored: String, wanted: String)
    case schemaMissing
    /// The login of the server is one for which row-level security does not hold, or has no rights.
    case unboundLogin(name: String, LoginFault)

    /// Why the server does not work under a login.
    public enum LoginFault: Hashable, Sendable {
        case bypassesRowSecurity, ownsTables, notAMember
    }
    case schemaUnknown(found: Int, known: Int)

    public var description: String {
        switch self {
        case .changedDefinitions(let changes):
            changes.map { change in
                """
                Version \(change.key.version) of the workflow '\(change.key.id)' is published and must not change: \
                published with SM3 \(change.published), the folder has \(change.found). Put the published text back, \
                or give the changed one a new version number and its own validity period.
                """
            }.joined(separator: "\n")
        case .changedCalendars(let changes):
            changes.map { change in
                """
                The holiday notice \(change.key) is published and must not change: published with SM3 \
                \(change.published), the folder has \(change.found). Put the published text back, or give the changed \
                one the next version number, its reference and its reason.
                """
            }.joined(separator: "\n")
        case .noCalendar:
            "There is no holiday notice, neither in the database nor in the folder 'calendars' of the definitions."
        case .calendarObstacle(let key, let reason): "The holiday notice \(key) cannot be used: \(reason)"
        case .unboundLogin(let name, let fault):
            switch fault {
            case .bypassesRowSecurity:
                "The server must not sign in to the database as '\(name)', which passes by row-level security (a "
                    + "superuser, or BYPASSRLS). \(Self.loginRemedy)"
            case .ownsTables:
                "The server must not sign in to the database as '\(name)', which owns the tables, so that row-level "
                    + "security does not hold for it. \(Self.loginRemedy)"
            case .notAMember:
                "The database login '\(name)' has no rights here. Run as the owner: grant onematter_app to \(name)"
            }
        case .otherHash(let stored, let wanted):
            """
            The ledger of this database is hashed with \(stored), ONEMATTER_LEDGER_HASH asks for \(wanted). The hash of \
            a ledger never changes: unset the variable or name \(stored).
            """
        case .schemaMissing: "The database has no schema yet. Run: onematter migrate"
        case .schemaUnknown(let found, let known) where found < known:
            "The database has schema \(found), this program needs \(known). Run: onematter migrate"
        case .schemaUnknown(let found, let known):
            "The database has schema \(found), newer than \(known), which this program knows. Run the newer program."
        }
    }

    private static let loginRemedy = """
        Make a login of its own (create role onematter_server login password '…' in role onematter_app) and name it in \
        DATABASE_URL; the owner is for onematter migrate only (ONEMATTER_OWNER_URL).
        """
}
