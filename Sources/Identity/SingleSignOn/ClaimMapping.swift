public import MatterCore

/// What the provider's claims mean here: who somebody is, which posts the person holds, whether a second factor was
/// passed.
public struct ClaimMapping: Hashable, Sendable {
    /// Whoever has a value in a claim holds a post.
    public struct PostRule: Hashable, Sendable {
        public enum Place: Hashable, Sendable {
            case organisation(OrganisationID)
            /// Each text of the claim is the id of an organisation.
            case claim(String)
        }

        public let claim: String
        public let value: String
        public let role: Role
        public let place: Place

        public init(claim: String, value: String, role: Role, place: Place) {
            self.claim = claim
            self.value = value
            self.role = role
            self.place = place
        }
    }

    /// Claims that hold the login and the name of a person who is entered at the first sign-in.
    public var login = "preferred_username"
    public var name = "name"
    /// Enter whoever the provider vouches for at the first sign-in; otherwise the operator must have done it.
    public var entersPeople = false
    public var posts: [PostRule] = []
    /// Days that a post of the mapping lasts after the last sign-in, that day included.
    public var days = 1
    /// Values of `amr` and `acr` by which the provider asserts a second factor.
    public var methods: Set<String> = []
    public var contexts: Set<String> = []

    public init() {}

    /// - Parameter claims: Of a verified ID token, and of the UserInfo endpoint about the same subject.
    public func person(of claims: Claims) throws(TokenFault) -> ProvidedPerson {
        let subject = try claims.text("sub")
        guard ProvidedPerson.isSubject(subject) else { throw .subject }
        var granted: [ProvidedPerson.Post] = []
        for rule in posts where claims[rule.claim]?.texts?.contains(rule.value) == true {
            let places: [OrganisationID] =
                switch rule.place {
                case .organisation(let id): [id]
                case .claim(let name): (claims[name]?.texts ?? []).prefix(20).map { OrganisationID($0) }
                }
            for place in places {
                let post = ProvidedPerson.Post(role: rule.role, organisation: place)
                if !granted.contains(post) { granted.append(post) }
            }
        }
        let passed = Set(claims["amr"]?.texts ?? []).isDisjoint(with: methods) == false
        return ProvidedPerson(
            subject: subject, login: claims[login]?.text?.lowercased(), name: claims[name]?.text, posts: granted,
            hasSecondFactor: passed || claims["acr"]?.text.map(contexts.contains) == true)
    }
}
