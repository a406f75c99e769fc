/// The groups that the fields of a matter fall into, as far as not every reader is shown them. A duty names those that
/// its units need. What belongs to no group is the least without which no duty can be done: number, version and
/// definition of the matter, name and credit code of the debtor, the court, and whether the matter is sealed.
public enum FieldGroup: String, Codable, CaseIterable, Sendable {
    /// The case number. Not everybody's: it tells that somebody filed, before acceptance makes that public.
    case caseNumber = "case_number"
    /// Who opened the matter, and when.
    case opening
    /// The application: who filed, for what, when.
    case filing
    /// Ordinary or fast.
    case track
    /// The stage since when, and the end of the matter.
    case stage
    /// What the court has ruled, since when, on which ground.
    case procedure
    /// The date of acceptance, to which claims are computed and from which look-back periods run.
    case acceptance
    /// The date of termination and the periods that it opened.
    case termination
    /// The judge in charge and the panel.
    case judge
    /// The administrator in office and the person in charge.
    case administrator
    /// On whom and when instruments were served.
    case service
    /// The documents that were filed once for the whole matter.
    case standardPack = "standard_pack"
    /// Related matters.
    case links
    /// How much happened in the matter.
    case record

    /// Stays with the unit when it has nothing more to do in a duty: the record of the duty is filed under it.
    public var staysOnRecord: Bool { self == .caseNumber }
}
