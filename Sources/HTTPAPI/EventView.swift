import MatterCore

/// An entry of the legal record as the API shows it.
struct EventView: Encodable {
    let number: Int
}
