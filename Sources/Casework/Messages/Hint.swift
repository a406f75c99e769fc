internal import MatterCore
internal import Messaging

/// That something waits in the inbox, told outside. It names a matter by its number and a duty by its code: nothing of the
/// debtor, no file, no word that a person wrote, since whoever carries mail can read it.
struct Hint {
    /// What waits: 提醒, 催办, 督办.
    let notice: LocalText
    /// Code of the duty or deadline, such as `TX-01`.
    let item: String
    let matter: Int64
    let due: LegalDate?
    /// The event that says it: each recipient is told once of each.
    let event: Int

    /// One message for each address, to be written with `OutgoingMessage.record` in the transaction that records the
    /// event; `NoticeAddresses` says which addresses an organisation has.
    func messages(to addresses: [String], at now: Instant) -> [OutgoingMessage] {
        addresses.map { address in
            OutgoingMessage(
                matter: matter, channel: .mail, recipient: address, subject: subject, text: text,
                cause: "matter/\(matter)/event/\(event)", createdAt: StoredInstant(now), nextTryAt: StoredInstant(now))
        }
    }

    private var subject: String { "案件 \(matter)：\(item) \(notice.zh) / Matter \(matter): \(item) \(notice.en)" }

    private var text: String {
        let date = due.map { (zh: "，期限 \($0)", en: "; due \($0)") }
        return """
            案件 \(matter) 的 \(item) 有一项\(notice.zh)，请登录后在待办中查看\(date?.zh ?? "")。
            One \(notice.en) about \(item) in matter \(matter) waits in your inbox\(date?.en ?? "").
            """
    }
}
