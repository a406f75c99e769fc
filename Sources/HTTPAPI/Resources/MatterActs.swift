import Casework
import Hummingbird
import MatterCore

/// Acts on a matter: decode, perform, answer. `If-Match` holds the version of the matter.
extension API {
    func addMatterActs(to router: Router<APIContext>) {
        router.post("/v1/matters") { request, context in
            let outcome = try await casework.open(
                try context.input.decode(OpenMatter.self), by: try context.principal,
                idempotency: claim(request, context))
            return try Response(outcome)
        }
        let matter = router.group("/v1/matters/{matter}")
        matter.post("filings") { request, context in
            try await act(.recordFiling(try context.input.decode(RecordFiling.self)), request, context)
        }
        matter.post("judge-assignments") { request, context in
            try await act(.assignJudge(try context.input.decode(AssignJudge.self)), request, context)
        }
        matter.post("administrator-appointments") { request, context in
            try await act(.appointAdministrator(try context.input.decode(AppointAdministrator.self)), request, context)
        }
        matter.post("tracks") { request, context in
            try await act(.setTrack(try context.input.decode(SetTrack.self)), request, context)
        }
        matter.post("links") { request, context in
            try await act(.linkMatter(try context.input.decode(MatterLink.self)), request, context)
        }
        matter.post("seals") { request, context in
            try await act(.sealMatter(try context.input.decode(GiveReason.self)), request, context)
        }
        matter.post("unseals") { request, context in
            try await act(.unsealMatter(try context.input.decode(GiveReason.self)), request, context)
        }
        matter.post("instruments") { request, context in
            try await act(.recordInstrument(try context.input.decode(RecordInstrument.self)), request, context)
        }
        matter.post("milestones") { request, context in
            try await act(.recordMilestone(try context.input.decode(RecordMilestone.self)), request, context)
        }
        matter.post("stage-transitions") { request, context in
            try await act(.moveStage(try context.input.decode(MoveStage.self)), request, context)
        }
        matter.post("procedure-transitions") { request, context in
            try await act(.moveProcedure(try context.input.decode(MoveProcedure.self)), request, context)
        }
        matter.post("assistance-requests") { request, context in
            try await act(.fileRequest(try context.input.decode(FileRequest.self)), request, context)
        }
    }
}
