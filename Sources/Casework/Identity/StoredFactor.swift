internal import Identity
internal import MatterCore
internal import Postgres

/// A second factor that is in use.
struct StoredFactor: Decodable {
    var person: String
    /// Sealed, in hexadecimal digits.
    var secret: String
    var lastStep: Int64?
    var recoveryCodes: [String]
    var failedAttempts = 0
    var lockedUntil: StoredInstant?

    /// Attempts of one person wait for each other.
    static func select(of person: String) -> Query {
        """
        select row_to_json(row) from (
            select person, encode(secret, 'hex') as secret, last_step as "lastStep", recovery_codes as "recoveryCodes",
                failed_attempts as "failedAttempts", locked_until as "lockedUntil"
            from second_factor where person = \(person) and confirmed_at is not null for no key update
        ) as row
        """
    }

    /// What to store when the code is right; nil if it is not. A one-time code and a recovery code are good once.
    func accepting(_ code: String, _ box: SecretBox?, at now: Instant) -> Query? {
        if let sealed = Self.bytes(secret), let secret = box?.open(sealed, for: person),
            let step = TOTP.step(of: code, secret: secret, at: now.milliseconds, after: lastStep)
        {
            return "update second_factor set last_step = \(step) where person = \(person)"
        }
        let print = RecoveryCodes.fingerprint(code)
        guard recoveryCodes.contains(print) else { return nil }
        return """
            update second_factor set recovery_codes = array_remove(recovery_codes, \(print)) where person = \(person)
            """
    }

    /// One failure more.
    func countFailure(at now: Instant) -> Query {
        let seconds = SignInDelay.seconds(after: failedAttempts + 1)
        let lock = seconds == 0 ? nil : now.adding(seconds: Int64(seconds)).description
        return """
            update second_factor set failed_attempts = \(failedAttempts + 1),
                locked_until = \(lock as String?)::timestamptz
            where person = \(person)
            """
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = Array(hexadecimal.utf8).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == hexadecimal.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
