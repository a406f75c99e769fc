import Casework
import Hummingbird
import MatterCore

extension Problem {
    /// The core's "no", with all it says.
    init(_ refusal: Refusal) {
        let status: HTTPResponse.Status =
            switch refusal.kind {
            case .invalid: Self.statusByCode[refusal.code] ?? .unprocessableContent
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

    /// Where HTTP has a word of its own for what is wrong with a file.
    private static let statusByCode: [String: HTTPResponse.Status] = [
        "attachment-too-large": .contentTooLarge,
        "attachment-type-not-allowed": .unsupportedMediaType,
        "attachment-type-mismatch": .unsupportedMediaType,
    ]

    init(_ error: CaseworkError) {
        switch error {
        case .refused(let refusal): self.init(refusal)
        case .stale(let refusal, let staleness):
            self.init(refusal)
            version = staleness.current
            changes = staleness.since.compactMap { try? EventView($0) }
        case .busy:
            self = .unavailable("busy", en: "The database is busy; try again shortly.", zh: "数据库繁忙，请稍后重试。")
        case .unrecorded:
            self = .unavailable(
                "not-recorded", en: "What you asked for cannot be put on record now, so it is not given; try again.",
                zh: "暂时无法记录本次访问，因此不予提供，请稍后重试。")
        case .commitUnknown:
            self = .unavailable(
                "outcome-unknown", en: "It is not known whether the act was recorded; repeat it with the same key.",
                zh: "无法确认操作是否已记录，请使用同一 Idempotency-Key 重试。")
        case .cancelled: self = .unavailable("cancelled", en: "The request was broken off.", zh: "请求已中断。")
        default: self = .internalError
        }
    }
}
