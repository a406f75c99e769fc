public import MatterCore
internal import Postgres

extension Casework {
    /// When the matter can be closed at the earliest, and what decides it. It tells of the duties of all, so agencies are
    /// not shown it.
    public func criticalPath(
        of matter: Int64, course: CriticalPath.Course, ending: StatusID?, by principal: Principal
    ) async throws(CaseworkError) -> CriticalPath {
        let today = clock().legalDate
        return try await showing("getCriticalPath", to: principal, of: matter) { (db: borrowing Session) in
            guard principal.role != .agency else {
                _ = try Visibility.require(matter, to: principal, db)
                throw WholeMatter.refusal
            }
            let extent = Extent(assignments: .unsettled, deadlines: .unsettled, instruments: .all)
            let visible = try VisibleMatter(matter, extent, to: principal, definitions, db)
            if let ending, visible.workflow.status(ending) == nil {
                throw Refusal(
                    .invalid, "unknown-status", zh: "未知的程序状态。", en: "There is no such status of the procedure.",
                    pointer: "?ending")
            }
            let path = CriticalPath(
                of: visible.state, visible.workflow, try calendars.current(db), today: today, course: course,
                ending: ending)
            return (path, Shown(visible.shown))
        }
    }
}

/// What looks at a matter as a whole would tell an agency of the duties of others.
enum WholeMatter {
    static let refusal = Refusal(
        .forbidden, "role-may-not", zh: "协同单位只能查看本单位的职责。",
        en: "An agency is shown its own duties only.")
}
