internal import MatterCore
internal import Postgres

/// Which matters a unit of work takes.
struct Claim {
    let limit: Int
    /// Looked at already.
    var except: Set<Int64> = []
    /// Just this one.
    var only: Int64?
    let now: Instant

    init(limit: Int, except: Set<Int64> = [], only: Int64? = nil, at now: Instant) {
        self.limit = limit
        self.except = except
        self.only = only
        self.now = now
    }

    /// Takes matters that no other server holds, and passes by those that failed and rest. Nil without any cause.
    ///
    /// - Parameter causes: each selects numbers of matters with something to do.
    func query(_ causes: [Query]) -> Query? {
        guard !causes.isEmpty else { return nil }
        let own: Query = only.map { "and matter.id = \($0)" } ?? ""
        return """
            select matter.id from matter
            where matter.id in (\(causes.joined(separator: " union all "))) \(own)
            and \(isOpen(to: "matter.id"))
            limit \(limit) for update of matter skip locked
            """
    }

    /// Neither looked at nor resting.
    func isOpen(to matter: Query) -> Query {
        """
        not (\(matter) = any(\(except.sorted())))
        and not exists (select from timekeeping_failure as failure
            where failure.matter_id = \(matter) and failure.next_try_at > \(now.sql))
        """
    }
}
