import MatterCore

/// What one YAML file of the folder holds.
enum DefinitionFile {
    case workflow(Main)
    case agencies(Agencies)
    case duties(Duties)
    case reminders(Reminders)
    case deadlines(Deadlines)

    /// The main file: everything but the catalogues.
    struct Main {
        var content: Workflow.Content
        let place: Place
        let agencies: FileValue
        let duties: FileValue
        let reminders: FileValue
        let deadlines: FileValue
    }

    struct Agencies {
        let agencies: [Agency]
    }

    struct Duties {
        let materials: [Material]
        let duties: [Duty]
    }

    struct Reminders {
        let rungs: [ReminderRung]
    }

    struct Deadlines {
        let fixedDates: [FixedDateRule]
        let deadlines: [DeadlineRule]
        let extensions: [ExtensionRule]
        let templates: [DeadlineTemplate]
    }

    private enum Kind: String, CaseIterable {
        case workflow, agencies, duties, deadlines, reminders
    }

    /// Nil if the file is no YAML or says no known kind; the fault is reported.
    static func read(_ text: String, name: String, report: Report) -> DefinitionFile? {
        let place = Place(file: name)
        guard let node = YAMLText.parse(text, at: place, report: report) else { return nil }
        let value = FileValue(node: node, place: place, report: report)
        return value.object { fields in
            let kind: Kind? = fields.required("kind").word()
            let schema = fields.number("schema")
            if schema != 1 {
                fields.required("schema").fault("unsupported-schema", "Only schema 1 is known, not \(schema).")
            }
            let id = fields.text("id")
            let version = fields.number("version")
            if !id.isEmpty, name != "\(id).v\(version).yaml" {
                report.add(
                    "wrong-file-name",
                    "The file says '\(id)' version \(version), so its name must be "
                        + "'\(id).v\(version).yaml'.", at: place)
            }
            switch kind {
            case .workflow: return .workflow(main(fields, id: id, version: version))
            case .agencies: return .agencies(Agencies(agencies: fields.objects("agencies") { $0.agency() }))
            case .duties:
                let ground = fields.basis("disclosureBasis")
                return .duties(
                    Duties(
                        materials: fields.objects("materials") { $0.material() },
                        duties: fields.objects("duties") { $0.duty(ground) }))
            case .reminders: return .reminders(Reminders(rungs: fields.objects("rungs") { $0.rung() }))
            case .deadlines:
                return .deadlines(
                    Deadlines(
                        fixedDates: fields.objects("fixedDates") { $0.fixedDate() },
                        deadlines: fields.objects("deadlines") { $0.deadline() },
                        extensions: fields.objects("extensions") { $0.deadlineExtension() },
                        templates: fields.objects("templates") { $0.template() }))
            case nil:
                // The keys cannot be judged without a kind.
                for key in fields.keys { _ = fields.optional(key) }
                return nil
            }
        }
    }

    private static func main(_ fields: Fields, id: String, version: Int) -> Main {
        let (agencies, duties, deadlines, reminders) = fields.required("catalogues").object {
            ($0.required("agencies"), $0.required("duties"), $0.required("deadlines"), $0.required("reminders"))
        }
        let content = Workflow.Content(
            id: id, version: version, lawVersion: fields.text("lawVersion"),
            validFrom: fields.required("validFrom").date() ?? LegalDate(dayNumber: 0),
            validUntil: fields.optional("validUntil")?.date(),
            stages: fields.objects("stages") { $0.stage() }, statuses: fields.objects("statuses") { $0.status() },
            openings: fields.objects("openings") { $0.opening() },
            instruments: fields.objects("instruments") { $0.instrument() },
            milestones: fields.objects("milestones") { $0.milestone() },
            grounds: fields.objects("grounds") { $0.ground() }, windows: fields.objects("windows") { $0.window() },
            moves: fields.objects("moves") { $0.move() },
            prohibitions: fields.objects("prohibitions") { $0.prohibition() },
            acts: fields.objects("acts") { $0.act() }, dutyEvents: fields.objects("dutyEvents") { $0.dutyEvent() },
            reasons: fields.objects("reasons") { $0.reason() }, agencies: [], materials: [], duties: [])
        return Main(
            content: content, place: fields.place, agencies: agencies, duties: duties, reminders: reminders,
            deadlines: deadlines)
    }
}
