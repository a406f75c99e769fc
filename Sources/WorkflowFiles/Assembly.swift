import MatterCore

/// Joins the files of a folder: each workflow with the catalogues that it names.
struct Assembly {
    let files: [String: String]
    let report: Report
    private var mains: [DefinitionFile.Main] = []
    private var agencies: [String: DefinitionFile.Agencies] = [:]
    private var duties: [String: DefinitionFile.Duties] = [:]
    private var reminders: [String: DefinitionFile.Reminders] = [:]
    private var deadlines: [String: DefinitionFile.Deadlines] = [:]
    private var unreadable: Set<String> = []
    private var used: Set<String> = []

    init(files: [String: String], report: Report) {
        self.files = files
        self.report = report
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            guard name.hasSuffix(".yaml") else {
                report.add("unknown-file", "Only .yaml files belong here.", at: Place(file: name))
                continue
            }
            switch DefinitionFile.read(text, name: name, report: report) {
            case .workflow(let main): mains.append(main)
            case .agencies(let catalogue): agencies[name] = catalogue
            case .duties(let catalogue): duties[name] = catalogue
            case .reminders(let catalogue): reminders[name] = catalogue
            case .deadlines(let catalogue): deadlines[name] = catalogue
            case nil: unreadable.insert(name)
            }
        }
        if mains.isEmpty, unreadable.isEmpty {
            report.add("no-workflow", "The folder holds no file of the kind 'workflow'.", at: Place(file: ""))
        }
    }

    mutating func workflows() -> [LoadedWorkflow] {
        var loaded: [LoadedWorkflow] = []
        for var main in mains {
            let agenciesFile = catalogue(main.agencies, in: agencies)
            let dutiesFile = catalogue(main.duties, in: duties)
            let deadlinesFile = catalogue(main.deadlines, in: deadlines)
            let remindersFile = catalogue(main.reminders, in: reminders)
            main.content.agencies = agencies[agenciesFile]?.agencies ?? []
            main.content.materials = duties[dutiesFile]?.materials ?? []
            main.content.duties = duties[dutiesFile]?.duties ?? []
            main.content.fixedDates = deadlines[deadlinesFile]?.fixedDates ?? []
            main.content.deadlines = deadlines[deadlinesFile]?.deadlines ?? []
            main.content.extensions = deadlines[deadlinesFile]?.extensions ?? []
            main.content.templates = deadlines[deadlinesFile]?.templates ?? []
            main.content.reminders = reminders[remindersFile]?.rungs ?? []
            var validator = Validator(
                content: main.content, main: main.place, agencies: Place(file: agenciesFile),
                duties: Place(file: dutiesFile), deadlines: Place(file: deadlinesFile),
                reminders: Place(file: remindersFile), report: report)
            // A catalogue that is absent is one fault, not one for every reference into it.
            validator.isComplete = agencies[agenciesFile] != nil && duties[dutiesFile] != nil
            validator.validate()
            let names = [main.place.file, agenciesFile, dutiesFile, deadlinesFile, remindersFile]
            loaded.append(
                LoadedWorkflow(
                    workflow: Workflow(content: main.content), file: main.place.file,
                    agenciesFile: agenciesFile, dutiesFile: dutiesFile, deadlinesFile: deadlinesFile,
                    remindersFile: remindersFile,
                    files: files.filter { names.contains($0.key) }))
        }
        checkPeriods()
        let catalogues = [Set(agencies.keys), Set(duties.keys), Set(deadlines.keys), Set(reminders.keys)]
        let unused = catalogues.reduce(into: Set()) { $0.formUnion($1) }.subtracting(used)
        for name in unused.sorted() where unreadable.isEmpty {
            report.add("unused-file", "No workflow names this catalogue.", at: Place(file: name))
        }
        return loaded.sorted {
            ($0.workflow.content.id, $0.workflow.content.version) < (
                $1.workflow.content.id, $1.workflow.content.version
            )
        }
    }

    private mutating func catalogue(_ value: FileValue, in known: [String: some Any]) -> String {
        let name = value.text()
        used.insert(name)
        // A file that cannot be read has its own finding.
        if !name.isEmpty, known[name] == nil, !unreadable.contains(name) {
            value.fault("unknown-reference", "There is no such catalogue '\(name)' in the folder.")
        }
        return name
    }

    /// A day must belong to one version of a workflow only: matters that begin on it take that version.
    private func checkPeriods() {
        let ordered = mains.sorted { $0.content.validFrom < $1.content.validFrom }
        for (index, later) in ordered.enumerated() {
            for earlier in ordered[..<index] where earlier.content.id == later.content.id {
                if let end = earlier.content.validUntil, end < later.content.validFrom { continue }
                report.add(
                    "overlapping-periods",
                    "The period overlaps with that of '\(earlier.place.file)', which must end before.",
                    at: later.place.key("validFrom"))
            }
        }
    }
}
