internal import MatterCore

/// Counts equal entries of one minute together: the first is written at once, all further ones as one entry when the
/// minute is over. So a flood of refusals, or somebody who reloads a page, takes a row or two a minute, and the first of
/// them is never late.
struct AccessCounter: Sendable {
    private var minute: Int64 = .min
    /// Entries of this minute without what tells one from the next, and those counted since the first.
    private var counted: [AccessEntry: AccessEntry?] = [:]
    /// Different refusals of this minute: of one author or one address, and of all strangers.
    private var refusals: [Source: Int] = [:]
    private var strangers = 0

    /// One person tries many things by accident rarely, and a program that tries all of them need not be told apart.
    static let mostRefusals = 20
    /// Whoever has no account cannot fill the disk by coming from many addresses.
    static let mostStrangers = 1_000
    /// Refused matters that an entry names; the rest is counted.
    static let mostMatters = 20
    /// Different views that are held for their minute; beyond that each is written for itself.
    static let mostHeld = 20_000

    private enum Source: Hashable {
        case author(AccessEntry.Author)
        case address(String?)
    }

    /// - Returns: Entries to write now: the entry if it is the first of its kind, and what an ended minute left.
    mutating func add(_ entry: AccessEntry) -> [AccessEntry] {
        let due = endMinute(at: entry.at)
        let entry = entry.kind == .denial ? bounded(entry) : entry
        let key = entry.withoutOccasion
        guard let known = counted[key] else {
            if counted.count < Self.mostHeld { counted.updateValue(nil, forKey: key) }
            return due + [entry]
        }
        guard var sum = known else {
            counted.updateValue(entry, forKey: key)
            return due
        }
        sum.occurrences += entry.occurrences
        if sum.matters.count < Self.mostMatters { sum.matters = Set(sum.matters + entry.matters).sorted() }
        counted.updateValue(sum, forKey: key)
        return due
    }

    /// What was counted in a minute that is over.
    mutating func endMinute(at now: Instant) -> [AccessEntry] {
        let present = now.milliseconds / 60_000
        guard present != minute else { return [] }
        minute = present
        return endMinute()
    }

    /// What was counted so far.
    mutating func endMinute() -> [AccessEntry] {
        let due = counted.values.compactMap { $0 }.sorted { $0.at < $1.at }
        counted = [:]
        refusals = [:]
        strangers = 0
        return due
    }

    /// The refusal, or one without its particulars if its author has had too many different ones.
    private mutating func bounded(_ entry: AccessEntry) -> AccessEntry {
        guard counted[entry.withoutOccasion] == nil else { return entry }
        let source = entry.by.map { Source.author($0) } ?? .address(entry.origin.address)
        let isStranger = entry.by == nil
        // Without its particulars.
        var plain = entry
        plain.subject = AccessEntry.various
        plain.ground = nil
        plain.matters = []
        plain.detail = [:]
        if isStranger, strangers >= Self.mostStrangers {
            plain.origin = .unknown
            return plain
        }
        if refusals[source, default: 0] >= Self.mostRefusals { return plain }
        refusals[source, default: 0] += 1
        if isStranger { strangers += 1 }
        return entry
    }
}

extension AccessEntry {
    /// Subject of refusals that were too many to be told apart.
    static let various = "various"

    /// What equal entries have in common. Refusals are equal whatever matter was asked for.
    fileprivate var withoutOccasion: AccessEntry {
        var entry = self
        entry.at = Instant(milliseconds: 0)
        entry.origin = Origin(address: origin.address, channel: origin.channel, request: nil)
        entry.occurrences = 1
        if kind == .denial { entry.matters = [] }
        return entry
    }
}
