import MatterCore

/// One step of a scenario: who does what, and what must come of it.
struct Step: Sendable {
    enum Deed: Sendable {
        case open(OpenMatter)
        case upload(SampleDocument)
        /// `expecting`: the version that the player has read.
        case act(Command, expecting: Int)
    }

    enum Result: Sendable {
        case done([MatterEvent])
        /// A deliberate refusal, by its code.
        case refused(String)
    }

    let player: Player
    let text: LocalText
    let deed: Deed
    let result: Result
}

/// A step of the script that did not end as written.
struct Misstep: Error, CustomStringConvertible {
    let player: Player
    let text: LocalText
    let outcome: String

    var description: String { "\(player): \(text.en): \(outcome)" }
}
