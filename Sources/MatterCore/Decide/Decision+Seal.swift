/// A sealed matter is read by those who work on it and by nobody else; see `Access.mayRead`.
extension Decision {
    /// Without a judge in charge nobody of the court could read the matter, or unseal it.
    static func sealMatter(_ command: GiveReason, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.reason, at: "/reason")
        guard draft.state.judge != nil else {
            throw Refusal(
                .conflict, "no-judge", zh: "尚未指定承办法官，不能封存。",
                en: "A matter is sealed by its judge, and none is assigned.",
                remedy: LocalText(zh: "先指定承办法官。", en: "Assign the judge first."))
        }
        guard draft.state.sealedAt == nil else {
            throw Refusal(.conflict, "already-sealed", zh: "案件已封存。", en: "The matter is sealed already.")
        }
        draft.add(.matterSealed(command))
    }

    static func unsealMatter(_ command: GiveReason, _ draft: inout Draft) throws(Refusal) {
        try TextRule.require(command.reason, at: "/reason")
        guard draft.state.sealedAt != nil else {
            throw Refusal(.conflict, "not-sealed", zh: "案件未封存。", en: "The matter is not sealed.")
        }
        draft.add(.matterUnsealed(command))
    }
}
