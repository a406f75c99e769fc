internal import MatterCore
internal import Postgres

/// For whom a transaction reads: what row-level security lets it see. Every unit of work names one; without it the
/// database shows nothing of any matter.
enum Scope: Sendable {
    /// What this principal may read; of one matter if it is named, which costs less.
    case reader(Principal, of: Int64? = nil)
    /// The matters of a batch of acts. The core decides each act, so the rows of just these matters are open to it.
    /// `named` are looked at and not changed; `owners` are those whose idempotency keys the acts use.
    case matters([Int64], named: [Int64] = [], owners: [IdempotencyOwner] = [])
    /// The program's own work over all matters: housekeeping, sequencer.
    case service
    /// Directory data only: organisations, definitions, accounts.
    case directory

    /// Travels with begin, and holds until the transaction ends.
    var preamble: [Query] {
        switch self {
        case .reader(let principal, let matter):
            [
                Self.setting(
                    principal.role.isHeld(in: principal.organisation.kind) ? principal.role.rawValue : "",
                    organisation: principal.organisation.id.rawValue, region: principal.organisation.region,
                    person: principal.holder, actor: principal.id, matter: matter)
            ]
        case .matters(let ids, let named, let owners):
            [Self.setting("matters", matters: ids, named: named, owners: owners)]
        case .service: [Self.setting("service")]
        case .directory: []
        }
    }

    private static func setting(
        _ scope: String, organisation: String = "", region: String = "", person: String = "", actor: String = "",
        matter: Int64? = nil, matters: [Int64] = [], named: [Int64] = [], owners: [IdempotencyOwner] = []
    ) -> Query {
        """
        select set_config('onematter.scope', \(scope), true),
            set_config('onematter.organisation', \(organisation), true),
            set_config('onematter.region', \(region), true),
            set_config('onematter.person', \(person), true),
            set_config('onematter.matter', \(matter.map { "\($0)" } ?? ""), true),
            set_config('onematter.actor', \(actor.storable), true),
            set_config('onematter.matters', \(matters)::text, true),
            set_config('onematter.named', \(named)::text, true),
            set_config('onematter.owners', \(owners.map { "\($0.organisation) \($0.person)" })::text, true)
        """
    }
}
