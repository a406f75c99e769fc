import Casework
import Hummingbird
import MatterCore

/// Where organisations are told outside that something waits for them: the operator's work.
extension API {
    func addNoticeAddresses(to router: Router<APIContext>) {
        let addresses = router.group("/v1/organisations/{organisation}/notice-addresses")
        addresses.get { _, context in
            Response(
                json: Listing(
                    items: try await casework.noticeAddresses(
                        of: context.organisation, by: try context.session)))
        }
        addresses.post { _, context in
            let added = try await casework.add(
                try context.input.decode(AddNoticeAddress.self), to: context.organisation, by: try context.session,
                from: context.origin(channel: "session"))
            return Response(json: added, status: .created)
        }
        addresses.post("{address}/end") { _, context in
            try await casework.endNoticeAddress(
                try context.input.number("address"), of: context.organisation,
                reason: try context.input.decode(GiveReason.self).reason, by: try context.session,
                from: context.origin(channel: "session"))
            return Response.nothing
        }
    }
}

extension APIContext {
    /// The one that the path names.
    var organisation: OrganisationID { OrganisationID(input.path["organisation"]?.text ?? "") }
}
