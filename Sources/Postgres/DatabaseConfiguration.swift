/// Where the database is and which limits every connection carries.
public struct DatabaseConfiguration: Sendable {
    /// A libpq connection string or URL; several hosts are allowed, so that a pair can fail over under the program.
    public var connectionString: String
    /// The largest number of connections; each has a thread of its own. Connections are opened when first needed.
    public var poolSize: Int
    /// How long a caller waits for a free connection before it gets `.poolExhausted`.
    public var leaseTimeout: Duration
    /// After this the server ends a statement; the caller gets `.timeout`.
    public var statementTimeout: Duration
    /// After this the server ends a connection whose transaction does nothing, so that a lost client holds no lock.
    public var idleInTransactionTimeout: Duration
    /// Shown in `pg_stat_activity`.
    public var applicationName: String

    /// Creates a configuration; only the connection string has no default.
    public init(
        connectionString: String, poolSize: Int = 8, leaseTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(30), idleInTransactionTimeout: Duration = .seconds(30),
        applicationName: String = "onematter"
    ) {
        precondition(poolSize > 0, "a pool needs at least one connection")
        self.connectionString = connectionString
        self.poolSize = poolSize
        self.leaseTimeout = leaseTimeout
        self.statementTimeout = statementTimeout
        self.idleInTransactionTimeout = idleInTransactionTimeout
        self.applicationName = applicationName
    }
}

extension DatabaseConfiguration {
    /// libpq takes the last of equal keywords, so what stands before `dbname` is a default that the connection string
    /// may override. The keep-alive values notice a vanished host within a minute instead of hours.
    var connectionParameters: [(keyword: String, value: String)] {
        [
            ("connect_timeout", "5"),
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"),
            ("application_name", applicationName),
            ("dbname", connectionString),
            ("client_encoding", "UTF8"),
        ]
    }

    /// Sent once per connection: plain `set` also works behind a session pooler that refuses startup options.
    var settings: String {
        """
        set statement_timeout = \(statementTimeout.milliseconds);
        set idle_in_transaction_session_timeout = \(idleInTransactionTimeout.milliseconds);
        set timezone = 'UTC';
        """
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
