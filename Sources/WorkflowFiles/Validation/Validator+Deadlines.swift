import MatterCore

extension Validator {
    func checkDeadlines() {
        for (index, rule) in content.fixedDates.enumerated() {
            let place = deadlines.key("fixedDates").index(index)
            if let pattern = rule.from { check(pattern, at: place.key("from")) }
            check(rule.earliest, at: place.key("earliest"))
            check(rule.latest, at: place.key("latest"))
            if rule.from == nil, rule.earliest != nil || rule.latest != nil {
                report.add("bounds-without-from", "Bounds need a fact that they are counted from.", at: place)
            }
        }
        let templates = Set(content.templates.map(\.id))
        for (index, rule) in content.deadlines.enumerated() {
            let place = deadlines.key("deadlines").index(index)
            check(rule.anchors, at: place.key("anchors"))
            check(rule.metBy, at: place.key("metBy"))
            check(rule.statuses, in: statuses, "status", at: place.key("statuses"))
            check(rule.template, in: templates, "template", at: place.key("template"))
            check(rule.period, at: place.key("period"))
            if let suspension = rule.suspension {
                check(suspension.from, at: place.key("suspension").key("from"))
                check(suspension.until, at: place.key("suspension").key("until"))
            }
            if rule.period == nil, !rule.anchors.allSatisfy(\.isFixedDate) {
                report.add("missing-key", "Without a period a deadline runs to fixed dates only.", at: place)
            }
            if rule.nature == .lookBack, rule.period?.direction != .backward {
                report.add("wrong-direction", "A look-back is counted backwards.", at: place.key("period"))
            }
        }
        checkChains()
        for (index, rule) in content.extensions.enumerated() {
            let place = deadlines.key("extensions").index(index)
            check(rule.extends, in: deadlineIDs, "deadline", at: place.key("extends"))
            check(rule.by, at: place.key("by"))
            check(rule.period, at: place.key("period"))
        }
    }

    /// A deadline that runs from itself, over others or not, would never open.
    private func checkChains() {
        let anchors = Dictionary(
            content.deadlines.map { ($0.id, $0.anchors.compactMap(\.deadline)) }, uniquingKeysWith: { $0 + $1 })
        for (index, rule) in content.deadlines.enumerated() {
            var seen: Set<DeadlineID> = []
            var waiting = anchors[rule.id] ?? []
            while let next = waiting.popLast() {
                guard seen.insert(next).inserted else { continue }
                waiting += anchors[next] ?? []
            }
            if seen.contains(rule.id) {
                report.add(
                    "circular-deadline", "'\(rule.id)' runs from its own end.",
                    at: deadlines.key("deadlines").index(index).key("anchors"))
            }
        }
    }

    private func check(_ patterns: [FactPattern], at place: Place) {
        for (index, pattern) in patterns.enumerated() { check(pattern, at: place.index(index)) }
    }

    private func check(_ pattern: FactPattern, at place: Place) {
        switch pattern {
        case .filing, .acceptance, .termination: break
        case .instrument(let kind, let moment):
            check(kind, in: instruments, "instrument", at: place.key("instrument"))
            guard let known = content.instruments.first(where: { $0.id == kind }) else { return }
            if case .announced = moment, !known.isAnnounced {
                report.add("not-announced", "'\(kind)' is not announced.", at: place.key("date"))
            }
            if case .served(let parties) = moment {
                for (index, party) in parties.enumerated() where !known.servedOn.contains(party) {
                    report.add(
                        "unknown-reference", "'\(kind)' is not served on '\(party)'.",
                        at: place.key("parties").index(index))
                }
            }
        case .milestone(let id): check(id, in: milestones, "milestone", at: place.key("milestone"))
        case .status(let id): check(id, in: statuses, "status", at: place.key("status"))
        case .date(let id):
            check(id, in: Set(content.fixedDates.map(\.id)), "fixed date", at: place.key("fixedDate"))
        case .deadline(let id): check(id, in: deadlineIDs, "deadline", at: place.key("deadline"))
        }
    }

    private func check(_ period: Period?, at place: Place) {
        guard let period, !Period.amounts(of: period.unit).contains(period.amount) else { return }
        report.add("not-positive", "The amount cannot be counted.", at: place.key("amount"))
    }

    private var deadlineIDs: Set<DeadlineID> { Set(content.deadlines.map(\.id)) }
}

extension FactPattern {
    fileprivate var isFixedDate: Bool {
        if case .date = self { true } else { false }
    }

    fileprivate var deadline: DeadlineID? {
        if case .deadline(let id) = self { id } else { nil }
    }
}
