import Casework
import HTTPAPI
import Hummingbird
import HummingbirdCore
import Ledger
import Logging
import MatterCore
import Messaging
import NIOCore
import Postgres
import ServiceLifecycle
import SingleSignOn
import UnixSignals

/// The HTTP server over a backend. `onRunning` gets the port, which matters if port 0 was asked for.
func buildApplication(
    _ configuration: Configuration, _ backend: Backend, tokens: TokenKey, provider: Provider? = nil,
    deliverer: Deliverer? = nil, logger: Logger,
    onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
) throws -> some ApplicationProtocol {
    let database = backend.database
    let api = API(
        casework: backend.casework, tokens: tokens, ledgerKey: backend.ledgerKey, provider: provider,
        settings: configuration.network.http
    ) {
        gauges(of: database.statistics) + gauges(of: backend.casework.news) + gauges(ofLogOf: backend.casework)
            + gauges(of: backend.casework.timekeeping) + (deliverer.map(gauges(of:)) ?? [])
    }
    return Application(
        router: api.router(),
        server: try configuration.network.server(),
        configuration: ApplicationConfiguration(
            address: .hostname(configuration.host, port: configuration.port),
            availableConnectionsDelegate: MaximumAvailableConnections(
                configuration.network.http.mostConnections, logger: logger)),
        onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? configuration.port) },
        logger: logger)
}

/// Runs until a signal, lets requests end for at most five seconds, then stops what is below.
func serve(
    _ configuration: Configuration, logger: Logger, signals: [UnixSignal] = [.sigterm, .sigint],
    onRunning: @escaping @Sendable (Int) async -> Void
) async throws {
    let tokens = try await TokenKey(directory: configuration.data)
    // Before the database: a wrong certificate should not cost a start of the cluster.
    _ = try configuration.network.server()
    let channels = try configuration.messages.channels()
    let provider = try SingleSignOnSetup.provider(configuration)
    do {
        try await serve(
            configuration, tokens: tokens, provider: provider, channels: channels, logger: logger, signals: signals,
            onRunning: onRunning)
    } catch {
        try await provider?.shutdown()
        throw error
    }
    try await provider?.shutdown()
}

private func serve(
    _ configuration: Configuration, tokens: TokenKey, provider: Provider?, channels: [any MessageChannel],
    logger: Logger, signals: [UnixSignal], onRunning: @escaping @Sendable (Int) async -> Void
) async throws {
    let backend = try await Backend.start(configuration)
    do {
        try await backend.casework.recordSettings(settings(configuration, backend, tokens))
    } catch {
        try await backend.stop()
        throw error
    }
    let deliverer =
        channels.isEmpty
        ? nil : Deliverer(backend.casework, channels: channels, link: configuration.messages.link)
    let application = try buildApplication(
        configuration, backend, tokens: tokens, provider: provider, deliverer: deliverer, logger: logger,
        onRunning: onRunning)
    var running: [any Service] = [
        application,
        Housekeeping(casework: backend.casework, accessLogDays: configuration.accessLogDays, logger: logger),
        LedgerSequencing(sequencer: Sequencer(backend.casework, key: backend.ledgerKey), logger: logger),
        MatterTimekeeping(timekeeper: Timekeeper(backend.casework), logger: logger),
        LedgerListening(database: backend.connection, news: backend.casework.news),
    ]
    if let deliverer { running.append(MessageDelivery(deliverer: deliverer, logger: logger)) }
    if let cluster = backend.cluster { running.append(ClusterKeeper(cluster: cluster, logger: logger)) }
    var services = ServiceGroupConfiguration(services: running, gracefulShutdownSignals: signals, logger: logger)
    services.maximumGracefulShutdownDuration = .seconds(5)
    do {
        try await ServiceGroup(configuration: services).run()
    } catch {
        try await backend.stop()
        throw error
    }
    try await backend.stop()
}

/// What the record tells of the settings of a server. Keys are named by their fingerprints.
private func settings(
    _ configuration: Configuration, _ backend: Backend, _ tokens: TokenKey
) -> [String: JSONValue] {
    [
        "accessLogDays": .integer(Int64(configuration.accessLogDays)),
        "secondFactorRoles": .array(configuration.secondFactorRoles.map(\.rawValue).sorted().map { .text($0) }),
        "isSampleMode": .boolean(configuration.isSampleMode),
        "tls": .boolean(configuration.network.tls != nil),
        "ledgerKey": .text(backend.ledgerKey.publicKey.id.hex),
        "tokenKey": .text(tokens.fingerprint),
    ].merging(configuration.messages.recorded) { first, _ in first }
}

/// How the access log stands.
private func gauges(ofLogOf casework: Casework) -> [Gauge] {
    let state = casework.accessLogState
    return [
        Gauge(
            name: "onematter_access_log_waiting", type: "gauge", help: "Entries that wait for the next write.",
            value: state.waiting),
        Gauge(
            name: "onematter_access_log_lost_total", type: "counter",
            help: "Refusals and refused views that could not be kept.", value: state.lost),
    ]
}

/// What time did to matters, and where it could not.
private func gauges(of timekeeping: TimekeepingState) -> [Gauge] {
    [
        Gauge(
            name: "onematter_timekeeping_sweeps_total", type: "counter", help: "Sweeps of this server.",
            value: timekeeping.sweeps),
        Gauge(
            name: "onematter_timekeeping_events_total", type: "counter", help: "Events that they recorded.",
            value: timekeeping.events),
        Gauge(
            name: "onematter_timekeeping_failing", type: "gauge", help: "Matters that rest after a failure.",
            value: timekeeping.failing),
    ]
}

/// How the messages stand that leave the house.
private func gauges(of deliverer: Deliverer) -> [Gauge] {
    let counts = deliverer.counts
    return [
        Gauge(
            name: "onematter_messages_waiting", type: "gauge", help: "Messages that are to be sent.",
            value: counts.waiting),
        Gauge(
            name: "onematter_messages_failed", type: "gauge", help: "Messages of the last 90 days that were given up.",
            value: counts.failed),
    ]
}

/// How far the ledger is.
private func gauges(of ledger: LedgerNews) -> [Gauge] {
    [
        Gauge(name: "onematter_ledger_size", type: "gauge", help: "Entries in the signed tree.", value: ledger.size),
        Gauge(
            name: "onematter_ledger_pending", type: "gauge", help: "Entries seen that wait for their place.",
            value: ledger.pending),
    ]
}

/// How the connection pool stands.
private func gauges(of pool: Statistics) -> [Gauge] {
    [
        Gauge(name: "onematter_pool_in_use", type: "gauge", help: "Connections in use.", value: pool.inUse),
        Gauge(name: "onematter_pool_waiting", type: "gauge", help: "Callers waiting for one.", value: pool.waiting),
        Gauge(name: "onematter_pool_leases_total", type: "counter", help: "Units of work.", value: pool.leases),
        Gauge(name: "onematter_pool_waits_total", type: "counter", help: "Leases that waited.", value: pool.waits),
        Gauge(
            name: "onematter_pool_exhaustions_total", type: "counter", help: "Callers turned away.",
            value: pool.exhaustions),
        Gauge(
            name: "onematter_pool_retries_total", type: "counter", help: "Units run again after a conflict.",
            value: pool.retries),
        Gauge(
            name: "onematter_pool_connects_total", type: "counter", help: "Connections opened.", value: pool.connects),
    ]
}
