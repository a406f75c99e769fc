import Foundation
import FoundationNetworking
import MatterCore

/// Talks to a server as anybody would: HTTP and JSON.
struct DemoClient: Sendable {
    struct Answer: Sendable {
        let status: Int
        var cookie = ""
        let body: Data

        /// What the server says went wrong.
        var problem: String {
            guard let problem = try? JSONDecoder().decode(Problem.self, from: body) else {
                return "\(status) \(String(decoding: body.prefix(300), as: UTF8.self))"
            }
            let remedy = problem.remedy.map { " (\($0.en))" } ?? ""
            return "\(status) \(problem.code): \(problem.detail)\(remedy)"
        }

        func decode<T: Decodable>(_ type: T.Type) throws -> T {
            guard (200...299).contains(status) else { throw Failure("The server answers \(problem)") }
            do {
                return try JSONDecoder().decode(T.self, from: body)
            } catch {
                throw Failure("The server's answer is not as described: \(error)")
            }
        }
    }

    struct Problem: Decodable {
        let code: String
        let detail: String
        let remedy: LocalText?
    }

    struct Page<Item: Decodable>: Decodable {
        let items: [Item]
        let next: String?
    }

    private let base: String
    /// Keeps no cookies of its own: many people share it.
    private let session: URLSession

    init(_ url: String) {
        base = url.hasSuffix("/") ? String(url.dropLast()) : url
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        session = URLSession(configuration: configuration)
    }

    func get<T: Decodable>(_ path: String, _ token: Credential, as type: T.Type = T.self) async throws -> T {
        try await send("GET", path, token).decode(type)
    }

    /// All pages of a list.
    func list<Item: Decodable>(
        _ path: String, _ token: Credential, query: [String: String] = [:], of type: Item.Type = Item.self
    ) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            var query = query
            query["cursor"] = cursor
            let page = try await get(path + encoded(query), token, as: Page<Item>.self)
            items += page.items
            cursor = page.next
        } while cursor != nil
        return items
    }

    func post(
        _ path: String, _ token: Credential, query: [String: String] = [:], key: String, version: Int? = nil,
        type: String = "application/json", body: Data
    ) async throws -> Answer {
        var headers = ["Idempotency-Key": key, "Content-Type": type]
        if let version { headers["If-Match"] = "\"\(version)\"" }
        return try await send("POST", path + encoded(query), token, headers, body)
    }

    /// Signs in with a local account.
    func signIn(_ login: String, _ password: String) async throws -> Credential {
        struct Session: Decodable { let csrfToken: String }
        let body = try JSONEncoder().encode(["login": login, "password": password])
        let answer = try await send("POST", "/v1/session", nil, ["Content-Type": "application/json"], body)
        return .session(cookie: answer.cookie, csrf: try answer.decode(Session.self).csrfToken)
    }

    /// An answer that is no JSON document.
    func download(_ path: String, _ token: Credential) async throws -> Data {
        let answer = try await send("GET", path, token)
        guard answer.status == 200 else { throw Failure("The server answers \(answer.problem)") }
        return answer.body
    }

    private func send(
        _ method: String, _ path: String, _ token: Credential?, _ headers: [String: String] = [:], _ body: Data? = nil
    ) async throws -> Answer {
        guard let url = URL(string: base + path) else { throw Failure("This is not an address: \(base)") }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        request.httpShouldHandleCookies = false
        for (name, value) in (token?.headers ?? [:]).merging(headers, uniquingKeysWith: { $1 }) {
            request.setValue(value, forHTTPHeaderField: name)
        }
        do {
            let (data, response) = try await session.data(for: request)
            let head = response as? HTTPURLResponse
            let cookie = head?.value(forHTTPHeaderField: "Set-Cookie") ?? ""
            return Answer(status: head?.statusCode ?? 0, cookie: String(cookie.prefix { $0 != ";" }), body: data)
        } catch {
            throw Failure(
                "Nothing answers at \(base); start it with `onematter serve`. (\(error.localizedDescription))")
        }
    }

    private func encoded(_ query: [String: String]) -> String {
        guard !query.isEmpty else { return "" }
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return "?"
            + query.sorted { $0.key < $1.key }.map { key, value in
                "\(key)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
            }.joined(separator: "&")
    }
}
