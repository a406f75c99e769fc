/// Why a unit is shown something of a matter: one for each duty in which it has a share, and one if it opened the
/// matter. The answers carry them, so that an officer can see the reason; the log of disclosures records them.
///
/// A read is logged with the grounds of the matter that was read. They are a pure function of the unit's assignments and
/// the matter's definition (`Disclosure.grounds(under:)`), so the entry can be worked out again at any time. An empty
/// list means that the reader is no agency, whose reading rests on its office and not on a duty.
public struct DisclosureGround: Hashable, Codable, Sendable {
    /// Number of the duty assignment within the matter; nil: the unit opened the matter.
    public let assignment: Int?
    /// The duty of the catalogue; nil with `assignment`.
    public let duty: DutyID?
    /// The unit has something to do in it. If not, only what stays on record is named below.
    public let isPending: Bool
    /// What is shown now because of it, beside the least that every reader of the matter is shown.
    public let groups: [FieldGroup]
    public let milestones: [MilestoneID]
    public let instruments: [InstrumentKindID]
    /// What the unit needs it for.
    public let purpose: LocalText
    /// The legal ground with law version and provenance; a `fill-in` is our reasoning and no law.
    public let basis: LegalBasis
}

extension DisclosureGround: CustomStringConvertible {
    /// One line for a log: `TO-01 #3: case_number, instrument:seal_letter (… PIPL-2021, fill-in)`.
    public var description: String {
        let rule = DisclosureRule(
            groups: groups, milestones: milestones, instruments: instruments, purpose: purpose, basis: basis)
        let duty = self.duty.map { "\($0) #\(assignment ?? 0)" } ?? "opened"
        return "\(duty): \(rule.codes.joined(separator: ", ")) "
            + "(\(basis.article), \(basis.lawVersion), \(basis.provenance.rawValue))"
    }
}
