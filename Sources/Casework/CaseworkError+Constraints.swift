internal import MatterCore
internal import Postgres

extension CaseworkError {
    /// What a caller is told when the database refuses what the core allowed: only where two acts at the same moment can
    /// bring it about. Every other constraint of the schema is internal: breaking it is a fault of the program.
    static func refusal(forConstraint name: String) -> Refusal? {
        switch name {
        case "debtor_open_once":
            Refusal(
                .conflict, "debtor-already-open", zh: "该债务人已有在办案件。", en: "There is an open matter of this debtor.",
                remedy: LocalText(zh: "请在原案件中办理。", en: "Work in the matter that is open."), pointer: "/creditCode")
        default: nil
        }
    }

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
                if error.constraint == "idempotency_key_once" {
                    self = .keyTaken
                } else if let refusal = error.constraint.flatMap(Self.refusal(forConstraint:)) {
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
