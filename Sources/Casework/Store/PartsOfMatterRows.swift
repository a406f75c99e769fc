internal import MatterCore

/// Table `instrument`.
struct InstrumentRow: TableRow {
    static let table = "instrument"
    static let primaryKey = [CodingKeys.matter, .number]

    var matter: Int64
    var number: Int
    var kind: InstrumentKindID
    var documentNumber: String
    var issuedOn: LegalDate
    var issuer: String
    var served: [Instrument.Service]
    var announcedOn: LegalDate?
    var attachment: Int?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, kind
        case documentNumber = "document_number"
        case issuedOn = "issued_on"
        case issuer, served
        case announcedOn = "announced_on"
        case attachment
    }
}

extension InstrumentRow {
    init(_ instrument: Instrument, of matter: Int64) {
        self.init(
            matter: matter, number: instrument.number, kind: instrument.content.kind,
            documentNumber: instrument.content.documentNumber, issuedOn: instrument.content.issuedOn,
            issuer: instrument.content.issuer, served: instrument.content.served,
            announcedOn: instrument.content.announcedOn, attachment: instrument.content.attachment)
    }

    var instrument: Instrument {
        Instrument(
            number: number,
            content: RecordInstrument(
                kind: kind, documentNumber: documentNumber, issuedOn: issuedOn, issuer: issuer, served: served,
                announcedOn: announcedOn, attachment: attachment))
    }
}

/// Table `attachment`.
struct AttachmentRow: TableRow {
    static let table = "attachment"
    static let primaryKey = [CodingKeys.matter, .number]

    var matter: Int64
    var number: Int
    var name: String
    var mediaType: String
    var size: Int64
    var digest: String
    var addedBy: OrganisationID

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number, name
        case mediaType = "media_type"
        case size, digest
        case addedBy = "added_by"
    }
}

extension AttachmentRow {
    init(_ attachment: Attachment, of matter: Int64) {
        self.init(
            matter: matter, number: attachment.number, name: attachment.content.name,
            mediaType: attachment.content.mediaType, size: attachment.content.size, digest: attachment.content.digest,
            addedBy: attachment.addedBy)
    }

    var attachment: Attachment {
        Attachment(
            number: number, content: AddAttachment(name: name, mediaType: mediaType, size: size, digest: digest),
            addedBy: addedBy)
    }
}

/// Table `assistance_request`.
struct RequestRow: TableRow {
    static let table = "assistance_request"
    static let primaryKey = [CodingKeys.matter, .number]

    var matter: Int64
    var number: Int
    var filedBy: OrganisationID
    var filedAt: StoredInstant
    var note: String?
    var assignments: [Int]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case matter = "matter_id"
        case number
        case filedBy = "filed_by"
        case filedAt = "filed_at"
        case note, assignments
    }
}

extension RequestRow {
    init(_ request: AssistanceRequest, of matter: Int64) {
        self.init(
            matter: matter, number: request.number, filedBy: request.filedBy, filedAt: StoredInstant(request.filedAt),
            note: request.note, assignments: request.assignments)
    }

    var request: AssistanceRequest {
        AssistanceRequest(
            number: number, filedBy: filedBy, filedAt: filedAt.instant, note: note, assignments: assignments)
    }
}
