import MatterCore

extension Validator {
    /// How identifiers of a kind are spelt.
    private enum Style: String {
        case upperSnake = "UPPER_SNAKE_CASE"
        case lowerSnake = "lower_snake_case"
        case kebab = "kebab-case"
        case duty = "two capitals and two digits, such as TO-01"
        case deadline = "a capital and two digits, such as D10 or D26-A"
        case camel = "camelCase"

        func matches(_ text: String) -> Bool {
            switch self {
            case .upperSnake: text.wholeMatch(of: /[A-Z][A-Z0-9]*(_[A-Z0-9]+)*/) != nil
            case .lowerSnake: text.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil
            case .kebab: text.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil
            case .duty: text.wholeMatch(of: /[A-Z]{2}-[0-9]{2}/) != nil
            case .deadline: text.wholeMatch(of: /[A-Z][0-9]{2}(-[A-Z])?/) != nil
            case .camel: text.wholeMatch(of: /[a-z][a-zA-Z0-9]*/) != nil
            }
        }
    }

    func checkIdentifiers() {
        check(content.stages.map(\.id), .upperSnake, at: main.key("stages"))
        check(content.statuses.map(\.id), .upperSnake, at: main.key("statuses"))
        check(content.windows.map(\.id), .lowerSnake, at: main.key("windows"))
        check(content.openings.map(\.origin), .lowerSnake, key: "origin", at: main.key("openings"))
        check(content.instruments.map(\.id), .lowerSnake, at: main.key("instruments"))
        check(content.milestones.map(\.id), .upperSnake, at: main.key("milestones"))
        check(content.grounds.map(\.id), .upperSnake, at: main.key("grounds"))
        check(content.moves.map(\.id), .kebab, at: main.key("moves"))
        check(content.prohibitions.map(\.id), .kebab, at: main.key("prohibitions"))
        check(content.dutyEvents.map(\.id), .upperSnake, at: main.key("dutyEvents"))
        check(content.reasons.map(\.id), .lowerSnake, at: main.key("reasons"))
        check(content.agencies.map(\.id), .upperSnake, at: agencies.key("agencies"))
        check(content.materials.map(\.id), .lowerSnake, at: duties.key("materials"))
        check(content.duties.map(\.id), .duty, at: duties.key("duties"))
        check(content.reminders.map(\.id), .kebab, at: reminders.key("rungs"))
        check(content.fixedDates.map(\.id), .upperSnake, at: deadlines.key("fixedDates"))
        check(content.deadlines.map(\.id), .deadline, at: deadlines.key("deadlines"))
        check(content.extensions.map(\.id), .deadline, at: deadlines.key("extensions"))
        check(content.templates.map(\.id), .lowerSnake, at: deadlines.key("templates"))
        for (index, duty) in content.duties.enumerated() {
            let place = duties.key("duties").index(index).key("results")
            check(duty.results.map(\.id), .camel, at: place)
            for (number, field) in duty.results.enumerated() {
                if case .table(let columns) = field.kind {
                    check(columns, .camel, key: nil, at: place.index(number).key("columns"))
                }
            }
        }
    }

    private func check(_ ids: [some Code], _ style: Style, at place: Place) {
        check(ids.map(\.rawValue), style, at: place)
    }

    private func check(_ ids: [String], _ style: Style, key: String? = "id", at place: Place) {
        var seen: Set<String> = []
        for (index, id) in ids.enumerated() where !id.isEmpty {
            let place = key.map { place.index(index).key($0) } ?? place.index(index)
            if !style.matches(id) {
                report.add("bad-identifier", "'\(id)' must be spelt like this: \(style.rawValue).", at: place)
            }
            if !seen.insert(id).inserted { report.add("duplicate-id", "'\(id)' is taken already.", at: place) }
        }
    }
}
