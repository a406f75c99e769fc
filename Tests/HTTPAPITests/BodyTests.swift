import Casework
import Foundation
import MatterCore
import Testing

@testable import HTTPAPI

/// The bodies of the description and the commands of the core are the same: every field that the description allows
/// arrives, so nothing that a client sends is accepted and lost.
@Suite struct BodyTests {
    static let bodies: [(String, any (Codable & Sendable).Type)] = [
        ("OpenMatter", OpenMatter.self), ("RecordFiling", RecordFiling.self), ("AssignJudge", AssignJudge.self),
        ("AppointAdministrator", AppointAdministrator.self), ("SetTrack", SetTrack.self),
        ("MatterLink", MatterLink.self), ("RecordInstrument", RecordInstrument.self),
        ("RecordMilestone", RecordMilestone.self), ("MoveStage", MoveStage.self),
        ("MoveProcedure", MoveProcedure.self), ("FileRequest", FileRequest.self), ("Acknowledge", Acknowledge.self),
        ("StartDuty", StartDuty.self), ("CompleteDuty", CompleteDuty.self),
        ("ReturnForMaterial", ReturnForMaterial.self), ("Resubmit", Resubmit.self), ("RefuseDuty", RefuseDuty.self),
        ("GiveReason", GiveReason.self), ("RequestExtension", RequestExtension.self),
        ("DecideExtension", DecideExtension.self), ("SubmitPart", SubmitPart.self),
        ("ReleasePart", ReleasePart.self), ("AcceptResult", AcceptResult.self),
        ("RegisterMachineClient", RegisterMachineClient.self), ("SignIn", SignIn.self), ("TakePost", TakePost.self),
        ("ChangePassword", ChangePassword.self),
        ("EnrolSecondFactor", EnrolSecondFactor.self), ("LinkIdentity", LinkIdentity.self), ("OwnCode", OwnCode.self),
        ("RemoveSecondFactor", RemoveSecondFactor.self),
        ("NewAccount", NewAccount.self), ("NewOrganisation", Organisation.self), ("GrantPost", GrantPost.self),
        ("GrantDeputyship", GrantDeputyship.self),
        ("RecordService", RecordService.self), ("CorrectDate", CorrectDate.self), ("FixDate", FixDate.self),
        ("SetDeadline", SetDeadline.self), ("AdoptTemplate", AdoptTemplate.self),
        ("AdoptDefinition", AdoptDefinition.self), ("MeetDeadline", MeetDeadline.self),
        ("ExtendDeadline", ExtendDeadline.self), ("StopDeadline", StopDeadline.self),
        ("AnswerReminder", AnswerReminder.self), ("AddNoticeAddress", AddNoticeAddress.self),
        ("DeclareOutage", DeclareOutage.self), ("Scenario", Scenario.self),
    ]

    private static var schemas: [String: Any] {
        let document = try? JSONSerialization.jsonObject(with: Data(Contract.shared.text)) as? [String: Any]
        return (document?["components"] as? [String: Any])?["schemas"] as? [String: Any] ?? [:]
    }

    @Test(arguments: bodies.map(\.0))
    func everyFieldArrives(name: String) throws {
        let type = try #require(Self.bodies.first { $0.0 == name }?.1)
        let sent = try #require(Self.sample(["$ref": "#/components/schemas/\(name)"]) as? NSDictionary)
        let command = try JSONDecoder().decode(type, from: JSONSerialization.data(withJSONObject: sent))
        let arrived = try JSONSerialization.jsonObject(with: JSONEncoder().encode(command))
        #expect(arrived as? NSDictionary == sent)
    }

    /// No body is forgotten here.
    @Test func theListIsWhole() throws {
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(Contract.shared.text)) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: Any])
        var names: Set<String> = []
        for case let path as [String: Any] in paths.values {
            let body = (path["post"] as? [String: Any])?["requestBody"] as? [String: Any]
            let json = (body?["content"] as? [String: Any])?["application/json"] as? [String: Any]
            if let reference = (json?["schema"] as? [String: Any])?["$ref"] as? String {
                names.insert(String(reference.split(separator: "/").last ?? ""))
            }
        }
        // A refusal is decided by one of two acts, and a notice is tried as text, so these are forms of the adapter.
        #expect(names.subtracting(["RefusalDecision", "TryCalendar"]) == Set(Self.bodies.map(\.0)))
    }

    /// A value of the schema with every field present.
    private static func sample(_ schema: [String: Any]) -> Any {
        if let reference = schema["$ref"] as? String {
            return sample(schemas[String(reference.split(separator: "/").last ?? "")] as? [String: Any] ?? [:])
        }
        for key in ["oneOf", "anyOf", "allOf"] {
            if let first = (schema[key] as? [[String: Any]])?.first { return sample(first) }
        }
        if let choices = schema["enum"] as? [Any], let first = choices.first { return first }
        let type = schema["type"] as? String ?? (schema["type"] as? [String])?.first
        switch type {
        case "object":
            let fields = schema["properties"] as? [String: [String: Any]] ?? [:]
            var value = fields.mapValues { sample($0) }
            // A ratio arrives in its lowest terms.
            if value["numerator"] != nil { value["denominator"] = 2 }
            if let more = schema["additionalProperties"] as? [String: Any] { value["more"] = sample(more) }
            return value as NSDictionary
        case "array": return [sample(schema["items"] as? [String: Any] ?? [:])]
        case "integer": return 7
        case "boolean": return true
        default: return schema["format"] as? String == "date" ? "2026-03-02" : "text"
        }
    }
}
