import Hummingbird
import MatterCore

extension Problem {
    /// The core's "no", with all it says.
    init(_ refusal: Refusal) {
        let status: HTTPResponse.Status =
            switch refusal.kind {
            case .invalid: .unprocessableContent
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .conflict: .conflict
            case .stale: .preconditionFailed
            }
        self.init(status, refusal.code, en: refusal.message.en, zh: refusal.message.zh)
        if let pointer = refusal.pointer {
            errors = [Schema.Fault(pointer: pointer, code: refusal.code, detail: refusal.message.en)]
        }
        unmet = refusal.unmet.isEmpty ? nil : refusal.unmet
        remedy = refusal.remedy
        basis = refusal.basis
    }
}
