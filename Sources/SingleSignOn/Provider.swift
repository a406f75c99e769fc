internal import FoundationEssentials
public import Identity

/// An identity provider that speaks OpenID Connect: where it is, which keys it signs with, and what it gives for a code.
public struct Provider: Sendable {
    public let settings: SingleSignOnSettings
    private let secret: ClientSecret?
    private let client: ProviderClient
    private let metadata: Kept<ProviderMetadata>
    private let keySet: Kept<KeySet>

    /// What a code is exchanged for.
    public struct Tokens: Sendable {
        public let idToken: String
        public let accessToken: String
    }

    /// - Parameter clock: Time that only ever grows.
    public init(
        _ settings: SingleSignOnSettings, secret: ClientSecret?,
        clock: @escaping @Sendable () -> Duration = Provider.systemClock
    ) {
        let client = ProviderClient(certificateAuthority: settings.certificateAuthority)
        let metadata = Kept(for: .seconds(600), pause: .seconds(5), clock: clock) {
            let issuer = settings.issuer
            let json = try await client.get(ProviderMetadata.address(of: issuer))
            do {
                return try ProviderMetadata(json, of: issuer)
            } catch {
                throw ProviderFault.unavailable("its description is wrong: \(error)")
            }
        }
        keySet = Kept(for: .seconds(600), pause: .seconds(30), clock: clock) {
            let json = try await client.get(try await metadata.value().keys)
            do {
                return try KeySet(published: json)
            } catch {
                throw ProviderFault.unavailable("its keys cannot be read: \(error)")
            }
        }
        self.settings = settings
        self.secret = secret
        self.client = client
        self.metadata = metadata
    }

    public static let systemClock: @Sendable () -> Duration = {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }()

    /// Closes its connections. Once, at the end.
    public func shutdown() async throws { try await client.shutdown() }

    /// Where to send a browser.
    public func authorization(of attempt: SingleSignOnAttempt) async throws(ProviderFault) -> String {
        try await description().authorization(of: attempt, settings: settings)
    }

    /// Whether an answer came from this provider, as far as it says (RFC 9207).
    public func isSender(_ issuer: String?) async throws(ProviderFault) -> Bool {
        if let issuer { return issuer == settings.issuer }
        return try await !description().namesItself
    }

    /// The keys that it signs with now. A key that was not there a while ago is looked for again, but not again and again.
    public func keys(knowing id: String?) async throws(ProviderFault) -> KeySet {
        do {
            return try await keySet.value { $0.knows(id) }
        } catch {
            throw fault(error)
        }
    }

    /// What it gives for a code (OpenID Connect Core 1.0, 3.1.3).
    public func tokens(for code: String, verifier: String) async throws(ProviderFault) -> Tokens {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.callback),
            ("code_verifier", verifier),
        ]
        var authorization: String?
        switch settings.clientAuthentication {
        case .basic:
            // Both are escaped as in a form first (RFC 6749, 2.3.1).
            let pair = "\(WebAddress.escaped(settings.client)):\(WebAddress.escaped(secret?.text ?? ""))"
            authorization = "Basic \(Data(pair.utf8).base64EncodedString())"
        case .post: fields += [("client_id", settings.client), ("client_secret", secret?.text ?? "")]
        case .none: fields.append(("client_id", settings.client))
        }
        let (status, body) = try await client.post(
            try await description().token, form: WebAddress.form(fields), authorization: authorization)
        guard let answer = try? JSONDecoder().decode([String: ClaimValue].self, from: Data(body)) else {
            throw .unavailable("the token endpoint answers \(status) without JSON")
        }
        guard status == 200 else {
            if answer["error"] == .text("invalid_grant") { throw .codeRefused }
            throw .unavailable("the token endpoint answers \(status): \(known(answer["error"]))")
        }
        guard let idToken = answer["id_token"]?.text, let accessToken = answer["access_token"]?.text,
            answer["token_type"]?.text?.lowercased() == "bearer"
        else { throw .unavailable("the token endpoint gives no ID token") }
        return Tokens(idToken: idToken, accessToken: accessToken)
    }

    /// What it says of the bearer of an access token.
    public func userInfo(_ accessToken: String) async throws(ProviderFault) -> Claims {
        guard let address = try await description().userInfo else { throw .unavailable("it has no UserInfo endpoint") }
        let json = try await client.get(address, bearer: accessToken)
        guard let values = try? JSONDecoder().decode([String: ClaimValue].self, from: Data(json)) else {
            throw .unavailable("the UserInfo endpoint answers no JSON object")
        }
        return Claims(values)
    }

    private func description() async throws(ProviderFault) -> ProviderMetadata {
        do {
            return try await metadata.value()
        } catch {
            throw fault(error)
        }
    }

    private func fault(_ error: any Error) -> ProviderFault { error as? ProviderFault ?? .unavailable("\(error)") }

    /// A code of RFC 6749, 5.2, and no other text of the provider's, for the log.
    private func known(_ error: ClaimValue?) -> String {
        let codes: Set = [
            "invalid_request", "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope",
        ]
        return error?.text.flatMap { codes.contains($0) ? $0 : nil } ?? "an error that the standard does not know"
    }
}
