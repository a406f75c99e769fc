internal import MatterCore
internal import Postgres

extension CaseworkError {
    /// What a failure means to a caller.
    init(_ error: any Error) {
        switch error {
        case let error as CaseworkError: self = error
        case let error as Refusal: self = .refused(error)
        case let error as PostgresError:
            switch error.code {
            case .poolExhausted, .timeout, .connection, .closed: self = .busy
            case .commitUnknown: self = .commitUnknown
            case .cancelled: self = .cancelled
            default:
                if error.constraint == SchemaConstraints.usedKey {
                    self = .keyTaken
                } else if let refusal = error.constraint.flatMap({ SchemaConstraints.refusals[$0] }) {
                    self = .refused(refusal)
                } else if error.isRetryable {
                    self = .busy
                } else {
                    self = .failed("\(error)")
                }
            }
        case is CancellationError: self = .cancelled
        default: self = .failed("\(error)")
        }
    }
}
