import Foundation
import MatterCore

@testable import HTTPAPI

/// Which fields of a matter a reader is shown, worked out from the whole matter and the definition, without the program's
/// own rule: for each field by name, the group, written down here once more.
struct FieldOracle {
    let workflow: Workflow
    let readers: ReadOracle

    static let groups: [FieldGroup: Set<String>] = [
        .caseNumber: ["caseNumber"], .opening: ["openedBy", "openedAt"], .filing: ["filing"], .track: ["track"],
        .stage: ["stage", "stageName", "stageSince", "closedAt"],
        .procedure: ["status", "statusName", "statusSince", "ground"], .acceptance: ["acceptedOn"],
        .termination: ["terminatedOn", "openedWindows"], .judge: ["judge", "panel"],
        .administrator: ["administrator", "administratorPerson"], .standardPack: ["standardPack"],
        .links: ["links"], .record: ["eventCount"],
    ]
    static let always: Set<String> = [
        "id", "version", "workflow", "debtorName", "creditCode", "court", "region", "sealedAt", "milestones", "duties",
        "instruments", "attachments", "requests",
    ]
    static let listed: Set<String> = [
        "id", "version", "debtorName", "creditCode", "caseNumber", "court", "administrator", "judge", "stage",
        "stageSince", "status", "track", "openedAt", "closedAt",
    ]

    /// Of the unit's own duty, all of it: what is asked for, by whom, until when, and what became of it.
    static let duty: Set<String> = [
        "number", "version", "duty", "name", "agency", "unit", "scene", "isMandatory", "state", "since", "openedAt",
        "due",
        "isOverdue", "holder", "request", "letterNumber", "requester", "materials", "requestNote", "acknowledgedAt",
        "startedAt",
        "completedAt", "settledAt", "acceptedAt", "result", "reason", "pause", "extension", "parts",
        // How far its own delay has been taken.
        "escalation",
    ]
    /// A duty in the inbox, with what tells its matter.
    static let inbox: Set<String> = [
        "matter", "number", "version", "duty", "agency", "state", "isMandatory", "scene", "since", "openedAt",
        "settledAt",
        "due", "isOverdue", "risk", "letterNumber", "requester", "debtorName", "caseNumber", "court",
    ]

    /// The rules that show the unit something: of duties in which it has something to do, and of the others.
    private func rules(_ unit: Principal, _ state: MatterState) -> (
        pending: [DisclosureRule], settled: [DisclosureRule]
    ) {
        var pending: [DisclosureRule] = []
        var settled: [DisclosureRule] = []
        for duty in readers.duties(unit, state) {
            guard let rule = workflow.content.duties.first(where: { $0.id == duty.duty })?.discloses else { continue }
            let own = unit.organisation.id
            let isOpen = [.open, .acknowledged, .inProgress, .returned, .refused].contains(duty.state)
            let hasWork = duty.unit == own || duty.parts.contains { $0.unit == own && $0.state == .open }
            if isOpen, hasWork { pending.append(rule) } else { settled.append(rule) }
        }
        return (pending, settled)
    }

    func shows(_ group: FieldGroup, to reader: Principal, _ state: MatterState) -> Bool {
        guard reader.role == .agency else { return true }
        let rules = rules(reader, state)
        if rules.pending.contains(where: { $0.groups.contains(group) }) { return true }
        if group == .opening { return state.openedBy == reader.organisation.id }
        return group == .caseNumber && rules.settled.contains { $0.groups.contains(.caseNumber) }
    }

    func milestones(_ unit: Principal, _ state: MatterState) -> Set<String> {
        Set(rules(unit, state).pending.flatMap(\.milestones).map(\.rawValue))
    }

    func instruments(_ reader: Principal, _ state: MatterState) -> [Int] {
        let all = state.instruments.values.sorted { $0.number < $1.number }
        guard reader.role == .agency else { return all.map(\.number) }
        let rules = rules(reader, state)
        let kinds = Set((rules.pending + rules.settled).flatMap(\.instruments))
        return all.filter { kinds.contains($0.content.kind) }.map(\.number)
    }

    func attachments(_ reader: Principal, _ state: MatterState) -> [Int] {
        let named = instruments(reader, state).compactMap { state.instruments[$0]?.content.attachment }
        return Set(readers.attachments(reader, state) + named).sorted()
    }

    /// What the reader's page of a matter holds, from the page of somebody who reads all of it.
    func page(_ whole: JSON, _ reader: Principal, _ state: MatterState) -> [String: JSON] {
        var page = Dictionary(uniqueKeysWithValues: whole.members.map { ($0.key, $0.value) })
        guard reader.role == .agency else { return page }
        let shown = Self.groups.filter { shows($0.key, to: reader, state) }.values.reduce(Self.always) { $0.union($1) }
        page = page.filter { shown.contains($0.key) }
        let duties = readers.duties(reader, state)
        let own = reader.organisation.id.rawValue
        func cut(_ list: String, _ body: (JSON) -> JSON?) {
            page[list] = .array((page[list]?.elements ?? []).compactMap(body))
        }
        func keep(_ list: String, _ numbers: [Int]) {
            cut(list) { item in numbers.contains(Int(item["number"]?.whole ?? 0)) ? item : nil }
        }
        keep("duties", duties.map(\.number))
        cut("duties") { duty in
            if duty["unit"]?["id"]?.text == own { return duty }
            return duty.without(["result"]).replacing("parts") { parts in
                .array(parts.elements.filter { $0["unit"]?.text == own })
            }
        }
        keep("instruments", instruments(reader, state))
        if !shows(.service, to: reader, state) { cut("instruments") { $0.without(["served"]) } }
        keep("attachments", attachments(reader, state))
        let milestones = milestones(reader, state)
        cut("milestones") { milestones.contains($0["id"]?.text ?? "") ? $0 : nil }
        cut("requests") { request in
            let mine = request["assignments"]?.elements.filter { number in
                duties.contains { $0.number == Int(number.whole ?? 0) }
            }
            guard let mine, !mine.isEmpty else { return nil }
            return request.replacing("assignments") { _ in .array(mine) }
        }
        return page
    }

    /// The reasons that the page of a unit names: duty, and what it shows.
    func reasons(_ unit: Principal, _ state: MatterState) -> [String] {
        readers.duties(unit, state).map { "\($0.number) \($0.duty)" }
            + (state.openedBy == unit.organisation.id ? ["opened"] : [])
    }
}

extension JSON {
    func without(_ keys: Set<String>) -> JSON { .object(members.filter { !keys.contains($0.key) }) }

    func replacing(_ key: String, _ body: (JSON) -> JSON) -> JSON {
        .object(members.map { $0.key == key ? Member(key: key, value: body($0.value)) : $0 })
    }

    /// The same with the keys of all objects in order, so that values can be compared.
    var ordered: JSON {
        switch self {
        case .object(let members):
            .object(members.map { Member(key: $0.key, value: $0.value.ordered) }.sorted { $0.key < $1.key })
        case .array(let elements): .array(elements.map(\.ordered))
        default: self
        }
    }
}
