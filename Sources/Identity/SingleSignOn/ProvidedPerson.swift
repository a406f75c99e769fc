public import MatterCore

/// Somebody whom the provider vouches for, in our own words.
public struct ProvidedPerson: Hashable, Sendable {
    public struct Post: Hashable, Sendable {
        public let role: Role
        public let organisation: OrganisationID

        public init(role: Role, organisation: OrganisationID) {
            self.role = role
            self.organisation = organisation
        }
    }

    /// What stays the same for this person at this provider. Logins, names and addresses change hands.
    public let subject: String
    public let login: String?
    public let name: String?
    public let posts: [Post]
    public let hasSecondFactor: Bool

    public init(subject: String, login: String?, name: String?, posts: [Post], hasSecondFactor: Bool) {
        self.subject = subject
        self.login = login
        self.name = name
        self.posts = posts
        self.hasSecondFactor = hasSecondFactor
    }

    /// At most 255 ASCII characters (OpenID Connect Core 1.0, 2), of those that show.
    public static func isSubject(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// What a new person is called here; nil if the provider does not say it in a usable form.
    public var account: (login: String, name: String)? {
        guard let login, let name, (1...200).contains(name.unicodeScalars.count),
            !name.unicodeScalars.contains(where: { $0.value < 0x20 }), (2...64).contains(login.utf8.count),
            login.utf8.enumerated().allSatisfy({ place, byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A: true
                case 0x2D, 0x2E, 0x5F: place > 0
                default: false
                }
            })
        else { return nil }
        return (login, name)
    }
}
