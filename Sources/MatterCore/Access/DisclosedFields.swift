/// What of a matter's own fields, milestones and instruments a reader is shown.
public struct DisclosedFields: Hashable, Sendable {
    private enum Extent: Hashable { case everything, some }

    private let extent: Extent
    private let groups: Set<FieldGroup>
    private let milestones: Set<MilestoneID>
    private let instruments: Set<InstrumentKindID>

    public static let everything = DisclosedFields(extent: .everything, [])

    /// What the grounds say together, and nothing else.
    public init(_ grounds: [DisclosureGround]) { self.init(extent: .some, grounds) }

    private init(extent: Extent, _ grounds: [DisclosureGround]) {
        self.extent = extent
        groups = Set(grounds.flatMap(\.groups))
        milestones = Set(grounds.flatMap(\.milestones))
        instruments = Set(grounds.flatMap(\.instruments))
    }

    /// - Parameter group: nil for what every reader of the matter is shown.
    public func shows(_ group: FieldGroup?) -> Bool {
        guard extent == .some, let group else { return true }
        return groups.contains(group)
    }

    public func shows(_ milestone: MilestoneID) -> Bool { extent == .everything || milestones.contains(milestone) }

    public func shows(_ kind: InstrumentKindID) -> Bool { extent == .everything || instruments.contains(kind) }
}
