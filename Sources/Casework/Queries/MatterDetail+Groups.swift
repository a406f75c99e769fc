internal import MatterCore

// Every field of a matter belongs to one group, or is shown to whoever reads the matter. The compiler refuses a field that
// is in neither.
extension MatterDetail {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, version, eventCount, workflow, debtorName, creditCode, caseNumber, court, region, openedBy, openedAt
        case filing, track, stage, stageName, stageSince, status, statusName, statusSince, ground, acceptedOn
        case terminatedOn, openedWindows, closedAt, sealedAt, judge, panel, administrator, administratorPerson
        case milestones, standardPack, links, duties, instruments, attachments, requests, disclosure

        /// An agency is shown the field by this group; nil: always. Lists are cut entry by entry in `Disclosure.parts`.
        var group: FieldGroup? {
            switch self {
            case .id, .version, .workflow, .debtorName, .creditCode, .court, .region, .sealedAt: nil
            case .milestones, .duties, .instruments, .attachments, .requests, .disclosure: nil
            case .caseNumber: .caseNumber
            case .openedBy, .openedAt: .opening
            case .filing: .filing
            case .track: .track
            case .stage, .stageName, .stageSince, .closedAt: .stage
            case .status, .statusName, .statusSince, .ground: .procedure
            case .acceptedOn: .acceptance
            case .terminatedOn, .openedWindows: .termination
            case .judge, .panel: .judge
            case .administrator, .administratorPerson: .administrator
            case .standardPack: .standardPack
            case .links: .links
            case .eventCount: .record
            }
        }
    }
}

extension MatterDetail.Instrument {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case number, kind, name, documentNumber, issuedOn, issuer, served, announcedOn, attachment

        /// As above, for the instruments that are shown.
        var group: FieldGroup? {
            switch self {
            case .number, .kind, .name, .documentNumber, .issuedOn, .issuer, .announcedOn, .attachment: nil
            case .served: .service
            }
        }
    }
}
