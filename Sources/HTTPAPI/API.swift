public import Casework
public import Hummingbird
public import Ledger
import MatterCore
public import SingleSignOn

/// The JSON API: middleware in order, then the resources.
public struct API: Sendable {
    let casework: Casework
    let tokens: TokenKey
    /// Signs exports.
    let ledgerKey: LedgerKey
    let contract = Contract.shared
    let metrics = RequestMetrics()
    /// Where people come in from elsewhere; nil: local accounts only.
    let provider: Provider?
    let settings: HTTPSettings
    let gate: RateGate
    let streams: StreamSlots
    let gauges: @Sendable () -> [Gauge]

    /// - Parameter gauges: Further numbers for `/metrics`, such as those of the connection pool.
    public init(
        casework: Casework, tokens: TokenKey, ledgerKey: LedgerKey, provider: Provider? = nil,
        settings: HTTPSettings = HTTPSettings(),
        gauges: @escaping @Sendable () -> [Gauge] = { [] }
    ) {
        self.ledgerKey = ledgerKey
        self.casework = casework
        self.tokens = tokens
        self.provider = provider
        self.settings = settings
        gate = RateGate(settings.rates, clock: RateGate.systemClock)
        streams = StreamSlots(most: settings.streams.mostOfOne)
        self.gauges = gauges
    }

    /// The ways to show who asks, in the order in which they are tried.
    var ways: [any SignInWay] {
        [
            MachineSignIn(casework: casework), LocalToken(tokens: tokens, casework: casework),
            SessionCookie(casework: casework),
        ]
    }

    /// All routes. A test holds them against the API description.
    public func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            AccessLog(metrics: metrics)
            SecurityHeaders(isSecure: settings.isSecure)
            ProblemBoundary()
            FindAddress(settings: settings)
            RecordDenials(casework: casework, contract: contract)
            Limit(gate: gate, contract: contract)
            Routing(contract: contract)
            Authenticate(ways: ways)
            LimitPrincipal(gate: gate)
            CheckInput()
        }
        addMonitoring(to: router)
        addSessions(to: router)
        addSingleSignOn(to: router)
        addOwnAccount(to: router)
        addDeputies(to: router)
        addDirectory(to: router)
        addMachineClients(to: router)
        addNoticeAddresses(to: router)
        addCatalogue(to: router)
        addMatters(to: router)
        addMatterActs(to: router)
        addForecasts(to: router)
        addLedger(to: router)
        addAccesses(to: router)
        addFeed(to: router)
        addDeadlines(to: router)
        addCalendars(to: router)
        addDeadlineActs(to: router)
        addDuties(to: router)
        addDutyActs(to: router)
        addReminders(to: router)
        addAttachments(to: router)
        return router
    }
}
