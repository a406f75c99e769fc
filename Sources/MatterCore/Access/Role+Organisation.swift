extension Role {
    /// A role is held in one kind of body: nobody is a judge of a tax office.
    public func isHeld(in kind: Organisation.Kind) -> Bool {
        switch self {
        case .judge: kind == .court
        case .administrator: kind == .administratorFirm
        case .agency: kind == .agencyUnit
        case .auditor: kind == .court || kind == .coordinationOffice
        case .operator: kind == .operator
        }
    }
}
