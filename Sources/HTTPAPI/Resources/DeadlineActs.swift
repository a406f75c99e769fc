import Hummingbird
import MatterCore

/// Acts on deadlines and on the dates that they run from. `If-Match` holds the version of the matter.
extension API {
    func addDeadlineActs(to router: Router<APIContext>) {
        let matter = router.group("/v1/matters/{matter}")
        func add<Body: Decodable & Sendable>(
            _ path: RouterPath, _ body: Body.Type, _ command: @escaping @Sendable (Body) -> Command
        ) {
            matter.post(path) { request, context in
                try await act(command(try context.input.decode(body)), request, context)
            }
        }
        add("services", RecordService.self) { .recordService($0) }
        add("date-corrections", CorrectDate.self) { .correctDate($0) }
        add("dates", FixDate.self) { .fixDate($0) }
        add("deadlines", SetDeadline.self) { .setDeadline($0) }
        add("templates", AdoptTemplate.self) { .adoptTemplate($0) }
        add("definition-changes", AdoptDefinition.self) { .adoptDefinition($0) }

        func add<Body: Decodable & Sendable>(
            toOne path: String, _ body: Body.Type, _ action: @escaping @Sendable (Body) -> DeadlineAction
        ) {
            matter.post("deadlines/{deadline}/\(path)") { request, context in
                let number = Int(try context.input.number("deadline"))
                return try await act(.deadline(number, action(try context.input.decode(body))), request, context)
            }
        }
        add(toOne: "fulfilments", MeetDeadline.self) { .meet($0) }
        add(toOne: "extensions", ExtendDeadline.self) { .extend($0) }
        add(toOne: "suspensions", StopDeadline.self) { .suspend($0) }
        add(toOne: "resumptions", StopDeadline.self) { .resume($0) }
        add(toOne: "ends", GiveReason.self) { .end($0) }
    }
}
