import MatterCore

/// The catalogue of duties.
extension Fields {
    func material() -> Material {
        Material(
            id: code("id"), name: name(), inStandardPack: flag("standardPack"), copyOf: codes("copyOf"))
    }

    /// - Parameter ground: of disclosures that name none of their own.
    func duty(_ ground: LegalBasis) -> Duty {
        Duty(
            id: code("id"), name: name(), agency: code("agency"), coAgencies: codes("coAgencies"),
            stage: code("stage"), triggers: objects("triggers") { $0.trigger() }.compactMap { $0 }, limit: limit(),
            isMandatory: required("mandatory").flag(), onlyIfDebtorEnds: flag("onlyIfDebtorEnds"),
            materials: codes("materials"), results: objects("results") { $0.resultField() }, basis: basis(),
            discloses: required("discloses").object { $0.disclosureRule(ground) })
    }

    private func disclosureRule(_ ground: LegalBasis) -> DisclosureRule {
        DisclosureRule(
            groups: optional("groups")?.items { $0.word() } ?? [], milestones: codes("milestones"),
            instruments: codes("instruments"), purpose: localText("purpose"),
            basis: optional("basis")?.object { $0.legalBasis() } ?? ground)
    }

    private func trigger() -> Duty.Trigger? {
        switch variant(of: ["stageEntry", "request", "event"]) {
        case "stageEntry"?: return .stageEntry(code("stageEntry"))
        case "event"?: return .event(code("event"))
        case "request"?:
            return required("request").object {
                .request(role: $0.word("role", else: .administrator), stage: $0.optionalCode("stage"))
            }
        default: return nil
        }
    }

    private func limit() -> Duty.Limit {
        required("limit").object {
            Duty.Limit(value: $0.number("value"), unit: $0.word("unit", else: .workingDays), basis: $0.basis())
        }
    }

    private func resultField() -> ResultField {
        ResultField(
            id: text("id"), name: name(), kind: kind(), isRequired: required("required").flag(),
            needs: optional("needs")?.items { $0.word() } ?? [])
    }

    private func kind() -> ResultField.Kind {
        let value = required("kind")
        switch value.text() {
        case "text": return .text
        case "integer": return .integer
        case "boolean": return .boolean
        case "money": return .money
        case "date": return .date
        case "choice": return .choice(nonEmpty("options").items { $0.text() })
        case "table": return .table(nonEmpty("columns").items { $0.text() })
        case "": return .text
        case let other:
            _ = (optional("options"), optional("columns"))
            value.fault(
                "unknown-value", "'\(other)' is no kind; known: text, integer, boolean, money, date, choice, table.")
            return .text
        }
    }
}
