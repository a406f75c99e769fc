import MatterCore
import Yams

/// The catalogue of deadlines.
extension Fields {
    func deadline() -> DeadlineRule {
        DeadlineRule(
            id: code("id"), name: name(), party: word("party", else: .court), nature: word("nature", else: .obligation),
            anchors: nonEmpty("anchors").items().compactMap { $0.factPattern() },
            period: optional("period")?.object { $0.period() },
            metBy: optional("metBy")?.items().compactMap { $0.factPattern() } ?? [],
            suspension: optional("suspension")?.object { $0.suspension() }, statuses: codes("statuses"),
            filers: optional("filers")?.items { $0.word() } ?? [], repeats: flag("repeats"),
            template: optionalCode("template"), consequence: localText("consequence"), basis: basis())
    }

    func deadlineExtension() -> ExtensionRule {
        ExtensionRule(
            id: code("id"), name: name(), extends: nonEmpty("extends").items { $0.code() },
            period: required("period").object { $0.period() },
            by: required("by").factPattern() ?? .acceptance, basis: basis())
    }

    func fixedDate() -> FixedDateRule {
        FixedDateRule(
            id: code("id"), name: name(), roles: roles(), from: optional("from")?.factPattern(),
            earliest: optional("earliest")?.object { $0.period() },
            latest: optional("latest")?.object { $0.period() }, basis: basis())
    }

    func template() -> DeadlineTemplate { DeadlineTemplate(id: code("id"), name: name(), basis: basis()) }

    private func suspension() -> DeadlineRule.Suspension {
        DeadlineRule.Suspension(
            from: required("from").factPattern() ?? .acceptance, until: required("until").factPattern() ?? .acceptance,
            basis: basis())
    }

    private func period() -> Period {
        Period(
            amount: number("amount"), unit: word("unit", else: .calendarDays),
            direction: optional("direction")?.word() ?? .forward, rolls: optional("rolls")?.flag() ?? true)
    }

    fileprivate func pattern() -> FactPattern? {
        switch variant(of: ["filing", "instrument", "milestone", "status", "fixedDate", "deadline"]) {
        case "filing"?: return .filing(words("filing"))
        case "instrument"?: return .instrument(code("instrument"), moment())
        case "milestone"?: return .milestone(code("milestone"))
        case "status"?: return .status(code("status"))
        case "fixedDate"?: return .date(code("fixedDate"))
        case "deadline"?: return .deadline(code("deadline"))
        default: return nil
        }
    }

    private func moment() -> FactPattern.Moment {
        let value = required("date")
        switch value.text() {
        case "issued": return .issued
        case "announced": return .announced
        case "served": return .served(nonEmpty("parties").items { $0.text() })
        case "": return .issued
        case let other:
            value.fault("unknown-value", "'\(other)' is no date of an instrument; known: issued, announced, served.")
            return .issued
        }
    }
}

extension FileValue {
    fileprivate func factPattern() -> FactPattern? {
        guard node?.scalar != nil else { return object { $0.pattern() } }
        switch text() {
        case "filing": return .filing([])
        case "acceptance": return .acceptance
        case "termination": return .termination
        case "": return nil
        case let other:
            fault(
                "unknown-value", "'\(other)' is no fact; without a value stand filing, acceptance and termination.")
            return nil
        }
    }
}
