internal import FoundationEssentials
internal import Identity
internal import MatterCore
internal import Postgres

/// A local account with what a sign-in has to know of it.
struct AccountRow: Decodable {
    var id: String
    var name: String
    var login: String
    var isDisabled: Bool
    var hash: String
    var expiresAt: StoredInstant?
    var isSample: Bool
    var failedAttempts: Int
    var lockedUntil: StoredInstant?
    /// Failures at an address where the person signed in before; nil elsewhere.
    var knownAttempts: Int?
    var knownLockedUntil: StoredInstant?
    /// Set while a confirmed second factor exists.
    var secret: String?
    var lastStep: Int64?
    var recoveryCodes: [String]?

    static func select(_ condition: Query, address: String, at now: Instant) -> Query {
        """
        select row_to_json(row) from (
            select person.id, person.name, person.login, person.disabled_at is not null as "isDisabled",
                credential.hash, credential.expires_at as "expiresAt", credential.is_sample as "isSample",
                credential.failed_attempts as "failedAttempts", credential.locked_until as "lockedUntil",
                known.failed_attempts as "knownAttempts", known.locked_until as "knownLockedUntil",
                encode(factor.secret, 'hex') as secret, factor.last_step as "lastStep",
                factor.recovery_codes as "recoveryCodes"
            from person join credential on credential.person = person.id
            left join known_address as known on known.person = person.id and known.address = \(address)
                and known.succeeded_at > \(now.adding(seconds: -IdentitySettings.addressMemory).sql)
            left join second_factor as factor on factor.person = person.id and factor.confirmed_at is not null
            where \(condition)
        ) as row
        """
    }

    /// Sign-ins of one person wait for each other, so that failures are counted one by one.
    static func lock(_ condition: Query) -> Query { "select from person where \(condition) for no key update" }

    func isLocked(at now: Instant) -> Bool {
        let lock = knownAttempts == nil ? lockedUntil : knownLockedUntil
        return lock.map { $0.instant > now } ?? false
    }

    /// One failure more, here or elsewhere.
    func countFailure(address: String, at now: Instant) -> Query {
        let failures = (knownAttempts ?? failedAttempts) + 1
        let seconds = SignInDelay.seconds(after: failures)
        let lock = seconds == 0 ? nil : now.adding(seconds: Int64(seconds)).description
        return knownAttempts == nil
            ? """
            update credential set failed_attempts = \(failures), locked_until = \(lock as String?)::timestamptz
            where person = \(id)
            """
            : """
            update known_address set failed_attempts = \(failures), locked_until = \(lock as String?)::timestamptz
            where person = \(id) and address = \(address)
            """
    }

    /// A success ends the count of its place, and makes the place known.
    func recordSuccess(address: String, at now: Instant) -> [Query] {
        let known: Query = """
            insert into known_address (person, address, succeeded_at) values (\(id), \(address), \(now.sql))
            on conflict on constraint known_address_key
            do update set succeeded_at = excluded.succeeded_at, failed_attempts = 0, locked_until = null
            """
        guard knownAttempts == nil else { return [known] }
        return [known, "update credential set failed_attempts = 0, locked_until = null where person = \(id)"]
    }

    /// What to store when the code is right; nil if it is not.
    func accepting(_ code: String, _ box: SecretBox?, at now: Instant) -> Query? {
        guard let secret, let recoveryCodes else { return nil }
        return StoredFactor(person: id, secret: secret, lastStep: lastStep, recoveryCodes: recoveryCodes)
            .accepting(code, box, at: now)
    }
}
