/// What every route of the API is, as far as reading goes. A test holds it against the routes that there are, so a new one
/// has to say who reads it and which test shows that.
enum ReadMatrix {
    enum Read {
        /// Asks for no one; nothing in it is about a matter or a person.
        case open(String)
        /// The same for everybody who signed in.
        case common(String)
        /// The own account, or the directory for the operator.
        case account(test: String)
        /// Entries of the access log: those that the reader may know of.
        case accesses(test: String)
        /// Something of matters: shown by the access rule, and nothing else.
        case matters(test: String)
    }

    /// The test that tries a path with everybody on every matter.
    static let differential = "everyReadPathShowsWhatTheRuleAllows"
    static let accesses = "theLogShowsWhatItsReaderMayKnow"
    static let lists = "listsHoldWhatTheRuleAllows"
    static let delays = "whatHoldsMattersUpIsShownToWhomTheRuleShowsTheWhole"
    static let forecasts = "forecastsHoldWhatTheRuleAllows"

    static let reads: [String: Read] = [
        "/healthz": .open("says that the process lives"),
        "/readyz": .open("says that the database answers"),
        "/metrics": .open("counts requests, by route and status; names no matter"),
        "/openapi.json": .open("the description of the API"),
        "/v1/sso/start": .open("sends a browser to the identity provider"),
        "/v1/sso/callback": .open("begins a session for whom the provider vouches for"),
        "/v1/agencies": .common("a part of the published definition"),
        "/v1/duties": .common("a part of the published definition"),
        "/v1/workflow": .common("the published definition"),
        "/v1/organisations": .common("the directory of public bodies"),
        "/v1/ledger/checkpoint": .common("hashes alone"),
        "/v1/ledger/checkpoints/{size}": .common("hashes alone"),
        "/v1/ledger/consistency": .common("hashes alone"),
        "/v1/ledger/keys": .common("public keys"),
        "/v1/matters/{matter}/events/{number}/receipt": .matters(test: "receiptsAndExportsHoldWhatTheRuleAllows"),
        "/v1/matters/{matter}/export": .matters(test: "receiptsAndExportsHoldWhatTheRuleAllows"),
        "/v1/me": .account(test: "theOperatorEntersAnOrganisationAPersonAndAPost"),
        "/v1/session": .account(test: "signsInActsAndSignsOut"),
        "/v1/sessions": .account(test: "theOldPasswordEndsWithAllOtherSessions"),
        "/v1/deputyships": .account(test: "aDeputyActsOnBehalf"),
        "/v1/colleagues": .account(test: "aDeputyActsOnBehalf"),
        "/v1/machine-clients": .account(test: "onlyTheOperatorRegistersAndOnlyPublicKeysOfUnits"),
        "/v1/organisations/{organisation}/notice-addresses": .account(test: "theOperatorKeepsNoticeAddresses"),
        "/v1/people": .account(test: "nobodyElseMayAndNobodyForThemselves"),
        "/v1/accesses": .accesses(test: accesses),
        "/v1/matters/{matter}/accesses": .accesses(test: accesses),
        "/v1/calendars": .common("published notices"),
        "/v1/outages": .common("when the system could not be reached"),
        "/v1/recomputations": .common("which notices and outages are applied, and how many dates moved in all"),
        "/v1/recomputations/{number}/moves": .matters(test: "movesHoldWhatTheRuleAllows"),
        "/v1/matters": .matters(test: lists),
        "/v1/inbox": .matters(test: lists),
        "/v1/reminders": .matters(test: "remindersAreShownToWhomTheyConcern"),
        "/v1/matters/{matter}/reminders": .matters(test: differential),
        "/v1/desk": .matters(test: delays),
        "/v1/matters/long-pending": .matters(test: delays),
        "/v1/matters/{matter}/critical-path": .matters(test: delays),
        "/v1/feed": .matters(test: "feedsHoldWhatTheRuleAllows"),
        "/v1/forecast": .matters(test: forecasts),
        "/v1/matters/{matter}/forecast": .matters(test: forecasts),
        "/v1/matters/{matter}": .matters(test: differential),
        "/v1/matters/{matter}/instruments": .matters(test: differential),
        "/v1/matters/{matter}/assistance-requests": .matters(test: differential),
        "/v1/matters/{matter}/duties": .matters(test: differential),
        "/v1/matters/{matter}/events": .matters(test: differential),
        "/v1/matters/{matter}/next-moves": .matters(test: differential),
        "/v1/matters/{matter}/attachments": .matters(test: differential),
        "/v1/matters/{matter}/attachments/{attachment}": .matters(test: differential),
        "/v1/matters/{matter}/attachments/{attachment}/content": .matters(test: differential),
        "/v1/matters/{matter}/duties/{assignment}": .matters(test: differential),
        "/v1/matters/{matter}/duties/{assignment}/clock": .matters(test: differential),
        "/v1/matters/{matter}/deadlines": .matters(test: differential),
        "/v1/matters/{matter}/deadlines/{deadline}": .matters(test: differential),
    ]

    /// Questions with a body: POST, and nothing changes.
    static let questions: [String: Read] = ["/v1/forecast/scenarios": .matters(test: forecasts)]

    /// Routes that change something. They answer with what they recorded, cut to what their author reads.
    static let acts: Set<String> = Set(
        onDuties.map { "POST /v1/matters/{matter}/duties/{assignment}/\($0)" }
            + onDeadlines.map { "POST /v1/matters/{matter}/deadlines/{deadline}/\($0)" }
            + onMatters.map { "POST /v1/matters/{matter}/\($0)" } + onAccounts
            // The trial changes nothing; `aTrialIsForWhoReadsWholeMatters` shows who is shown what.
            + ["POST /v1/matters", "POST /v1/outages", "POST /v1/calendars/trial"])

    private static let onDuties = [
        "acknowledgements", "starts", "completions", "returns", "resubmissions", "refusals", "refusal-decisions",
        "waivers", "extension-requests", "extension-decisions", "parts", "part-releases", "acceptances", "send-backs",
        "reminder-answers",
    ]

    private static let onDeadlines = ["fulfilments", "extensions", "suspensions", "resumptions", "ends"]

    private static let onMatters = [
        "filings", "judge-assignments", "administrator-appointments", "tracks", "links", "seals", "unseals",
        "instruments", "milestones", "stage-transitions", "procedure-transitions", "assistance-requests", "attachments",
        "services", "date-corrections", "dates", "deadlines", "templates", "definition-changes",
    ]

    private static let onAccounts = [
        "POST /v1/session", "DELETE /v1/session", "POST /v1/session/post",
        "POST /v1/session/second-factor", "POST /v1/people/{person}/provider-identity",
        "POST /v1/people/{person}/provider-identity/removal", "DELETE /v1/sessions/{session}",
        "POST /v1/password", "POST /v1/second-factor", "POST /v1/second-factor/confirmation",
        "POST /v1/second-factor/removal", "POST /v1/deputyships", "POST /v1/deputyships/{deputyship}/revocation",
        "POST /v1/people", "POST /v1/people/{person}/password-resets", "POST /v1/people/{person}/disablement",
        "POST /v1/people/{person}/enablement", "POST /v1/posts", "POST /v1/posts/{post}/end", "POST /v1/organisations",
        "PUT /v1/organisations/{organisation}", "POST /v1/machine-clients",
        "POST /v1/machine-clients/{client}/disablement", "POST /v1/organisations/{organisation}/notice-addresses",
        "POST /v1/organisations/{organisation}/notice-addresses/{address}/end",
    ]
}
