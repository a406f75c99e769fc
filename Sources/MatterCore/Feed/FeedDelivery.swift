/// Who receives an event of a matter in the feed, by the facts at the end of the act that recorded it. Whoever sequences
/// the event, and however late, comes to the same receivers.
///
/// A feed keeps one promise: what a reader finds in it has been there for that reader ever since it got its number.
/// So nothing ever appears behind a reader who has gone on. Two rules make it hold:
///
/// - Who comes to a matter later receives what happens from then on; what was before is in the matter's record.
/// - Who loses a matter loses its items (`restarts`), so that they do not come back when the matter does.
///
/// The index that is made of this only narrows: what is shown is decided by `Access` and `Disclosure` when it is read.
public struct FeedDelivery: Hashable, Codable, Sendable {
    public let court: OrganisationID
    public let region: String
    public let administrator: OrganisationID?
    /// The unit that the duty is owed by, the one that recorded the event, and the one it was sent to.
    public let units: [OrganisationID]
    /// Hidden from the courts above and the auditors.
    public let isSealed: Bool
    /// What the act took from somebody or gave to somebody, told by its first event.
    public let turn: Turn?

    /// A change of who reads the matter.
    public struct Turn: Hashable, Codable, Sendable {
        /// The firm that was replaced.
        let administrator: OrganisationID?
        let seal: Seal?
        /// The body that opened the matter, which a seal shuts out if it owes nothing there.
        let opener: OrganisationID

        enum Seal: String, Codable, Sendable {
            case sealed, unsealed
            /// Another judge came to a sealed matter.
            case joined
        }
    }

    /// - Parameters:
    ///   - event: One of those that the act recorded.
    ///   - before: The matter before the act; nil if the act opened it.
    ///   - after: The matter after the act.
    ///   - isFirst: Whether no event of the act comes before this one.
    public init(of event: MatterEvent, before: MatterState?, after: MatterState, isFirst: Bool) {
        court = after.court
        region = after.region
        administrator = after.administrator
        isSealed = after.sealedAt != nil
        let owing = event.assignment.flatMap { after.assignments[$0]?.unit }
        let own = event.by.role == .agency ? event.by.organisation : nil
        units = Set([owing, own, event.body.addressee].compactMap { $0 }).sorted()
        turn = isFirst ? before.flatMap { Turn(before: $0, after: after) } : nil
    }

    /// - Parameter courtsAbove: All courts above the matter's.
    public func receivers(courtsAbove: [OrganisationID]) -> Set<FeedReader> {
        var readers = Set(units.map { FeedReader.unit($0) })
        readers.insert(.court(court))
        if let administrator { readers.insert(.firm(administrator)) }
        if !isSealed { readers.formUnion(FeedDelivery.wider(region, courtsAbove)) }
        return readers
    }

    /// Those for whom the matter begins anew with this event: its earlier items leave their feed. A unit is named only as
    /// the opener, and is meant only if it owes nothing in the matter.
    public func restarts(courtsAbove: [OrganisationID]) -> Set<FeedReader> {
        guard let turn else { return [] }
        var readers: Set<FeedReader> = []
        if let former = turn.administrator { readers.insert(.firm(former)) }
        switch turn.seal {
        case .sealed:
            readers.formUnion(FeedDelivery.wider(region, courtsAbove))
            readers.insert(.unit(turn.opener))
        // Judges that were shut out read it now, and have gone on meanwhile.
        case .unsealed, .joined: readers.insert(.court(court))
        case nil: break
        }
        return readers
    }

    private static func wider(_ region: String, _ courtsAbove: [OrganisationID]) -> [FeedReader] {
        courtsAbove.map { .court($0) } + FeedReader.regions(around: region)
    }
}

extension FeedDelivery.Turn {
    /// Nil if the act changed nothing in who reads the matter.
    fileprivate init?(before: MatterState, after: MatterState) {
        administrator = before.administrator == after.administrator ? nil : before.administrator
        seal =
            switch (before.sealedAt != nil, after.sealedAt != nil) {
            case (false, true): .sealed
            case (true, false): .unsealed
            case (true, true): after.judges.isSubset(of: before.judges) ? nil : .joined
            case (false, false): nil
            }
        opener = after.openedBy
        if administrator == nil, seal == nil { return nil }
    }
}
