import Foundation
public import Identity
public import MatterCore

/// Reads the file of single sign-on as strictly as the definitions: unknown keys, wrong types and rules that grant what
/// nobody asked for are findings, all at once.
public enum SingleSignOnFile {
    /// - Returns: Nil if there is any finding.
    public static func read(_ path: String) -> (settings: SingleSignOnSettings?, findings: [Finding]) {
        let report = Report()
        let name = URL(filePath: path).lastPathComponent
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
        else {
            report.add("unreadable", "This is not a file of UTF-8 text that can be read.", at: Place(file: name))
            return (nil, report.findings)
        }
        return read(text: text, name: name)
    }

    public static func read(text: String, name: String) -> (settings: SingleSignOnSettings?, findings: [Finding]) {
        let report = Report()
        let place = Place(file: name)
        guard let node = YAMLText.parse(text, at: place, report: report) else { return (nil, report.findings) }
        let settings = FileValue(node: node, place: place, report: report).object { Self.settings($0) }
        return (report.findings.isEmpty ? settings : nil, report.findings)
    }

    private static func settings(_ file: Fields) -> SingleSignOnSettings {
        let mapping = file.required("mapping").object { Self.mapping($0) }
        let issuer = file.required("issuer")
        let callback = file.required("callback")
        var settings = SingleSignOnSettings(
            issuer: address(issuer), client: file.text("clientId"), callback: address(callback), mapping: mapping)
        if settings.issuer.contains("?") { issuer.fault("bad-address", "An issuer has no query.") }
        if !settings.callback.isEmpty, !settings.callback.hasSuffix("/v1/sso/callback") {
            callback.fault("bad-address", "The provider sends people back to …/v1/sso/callback.")
        }
        if let way: SingleSignOnSettings.ClientAuthentication = file.optional("clientAuthentication")?.word() {
            settings.clientAuthentication = way
        }
        if let scopes = file.optional("scopes") {
            settings.scopes = scopes.items { (scope: FileValue) -> String? in scope.text() }
            if !settings.scopes.contains("openid") {
                scopes.fault("scope-missing", "Without the scope 'openid' there is no ID token.")
            }
        }
        if file.optional("algorithms") != nil {
            let algorithms: [SignatureAlgorithm] = file.words("algorithms")
            settings.algorithms = Set(algorithms)
        }
        settings.asksUserInfo = file.flag("userInfo")
        if let age = file.optional("maxAge") {
            settings.maxAge = Int64(age.number())
            if !(60...86_400).contains(age.number()) { age.fault("bad-number", "Expected 60 to 86400 seconds.") }
        }
        if let home = file.optional("home") {
            settings.home = home.text()
            if !WebAddress.isLocalPath(settings.home) { home.fault("bad-address", "Expected a path of this site.") }
        }
        settings.certificateAuthority = file.optional("certificateAuthority")?.text()
        return settings
    }

    private static func mapping(_ file: Fields) -> ClaimMapping {
        var mapping = ClaimMapping()
        if let login = file.optional("login") { mapping.login = login.text() }
        if let name = file.optional("name") { mapping.name = name.text() }
        mapping.entersPeople = file.flag("entersPeople")
        mapping.methods = texts(file.optional("secondFactorMethods"))
        mapping.contexts = texts(file.optional("secondFactorContexts"))
        let grantsOperator = file.flag("grantsOperator")
        guard file.optional("posts") != nil else { return mapping }
        mapping.posts = file.objects("posts") { post in
            let role = post.required("role")
            let rule = ClaimMapping.PostRule(
                claim: post.text("claim"), value: post.text("value"), role: role.word() ?? .auditor, place: place(post))
            // Who enters people and posts is decided here, and not by whoever gives out groups at the provider.
            if rule.role == .operator, !grantsOperator {
                role.fault("operator-not-granted", "A claim makes nobody an operator unless 'grantsOperator' is true.")
            }
            return rule
        }
        let days = file.required("days")
        mapping.days = days.number()
        if !(1...366).contains(mapping.days) { days.fault("bad-number", "A post lasts 1 to 366 days after a sign-in.") }
        return mapping
    }

    private static func place(_ post: Fields) -> ClaimMapping.PostRule.Place {
        switch (post.optional("organisation"), post.optional("organisationClaim")) {
        case (let id?, nil): return .organisation(id.code())
        case (nil, let claim?): return .claim(claim.text())
        default:
            post.report.add("one-of-two", "Either 'organisation' or 'organisationClaim'.", at: post.place)
            return .claim("")
        }
    }

    private static func texts(_ list: FileValue?) -> Set<String> {
        Set(list?.items { (value: FileValue) -> String? in value.text() } ?? [])
    }

    private static func address(_ value: FileValue) -> String {
        let text = value.text()
        if !text.isEmpty, !WebAddress.isTrusted(text) {
            value.fault("bad-address", "Expected an https address (or http on a loopback address).")
        }
        return text
    }
}
