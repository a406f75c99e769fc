internal import MatterCore
internal import Postgres

/// A matter as its rows say, cut to what the reader is shown.
struct VisibleMatter {
    let state: MatterState
    let workflow: Workflow
    /// Says which of the matter's own fields may leave. For an agency it holds only if all its assignments were read.
    let disclosure: Disclosure
    /// What the access log tells of it.
    let shown: Shown.Matter
}

extension VisibleMatter {
    /// Throws unless the principal may read the matter. Absent and hidden look the same.
    init(
        _ id: Int64, _ extent: Extent, to principal: Principal, _ definitions: Definitions, _ db: borrowing Session
    ) throws {
        shown = try Visibility.require(id, to: principal, db)
        let store = MatterStore([id: extent])
        var answers = try db.query(store.queries(locking: false))[...]
        guard let state = try store.states(&answers)[id] else { throw CaseworkError.matterNotFound }
        workflow = try definitions.workflow(state.workflow)
        disclosure = Disclosure(to: principal, of: state)
        self.state = disclosure.parts(of: state, under: workflow)
    }
}
