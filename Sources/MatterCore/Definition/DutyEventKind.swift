/// An event that opens duties. Emitted by moves and milestones; the gate refuses one that nothing emits.
public struct DutyEventKind: Hashable, Codable, Sendable {
    public let id: DutyEventID
    public let name: LocalText

    public init(id: DutyEventID, name: LocalText) {
        self.id = id
        self.name = name
    }
}
