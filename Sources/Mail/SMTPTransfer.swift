internal import CCurl
internal import Identity
internal import Messaging

/// One mail over one connection, with libcurl. It blocks its thread, for `longest` at most.
struct SMTPTransfer {
    /// Milliseconds.
    private static let (longest, longestConnecting) = (60_000, 20_000)

    /// Once in a process, before any other call.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    let server: MailServer
    let sender: MailAddress
    let recipient: MailAddress

    func run(_ upload: Upload) -> MessageOutcome {
        guard Self.isReady, let handle = curl_easy_init() else { return .later(.confused) }
        defer { curl_easy_cleanup(handle) }
        let recipients = curl_slist_append(nil, "<\(recipient)>")
        defer { curl_slist_free_all(recipients) }
        let result = withExtendedLifetime(upload) {
            let context = Unmanaged.passUnretained(upload).toOpaque()
            var settings = settings(handle)
            settings.append(onematter_curl_recipients(handle, recipients))
            settings.append(onematter_curl_callbacks(handle, Upload.reader, Upload.watcher, context))
            // A setting that was not taken could be the one that asks for TLS.
            guard recipients != nil, settings.allSatisfy({ $0 == CURLE_OK }) else { return CURLE_FAILED_INIT }
            return curl_easy_perform(handle)
        }
        // A server that hangs would make us wait once more.
        if result != CURLE_OK { onematter_curl_hang_up(handle) }
        return Self.outcome(result, answer: onematter_curl_answer(handle), hasBegun: upload.hasBegun)
    }

    private func settings(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        func text(_ option: CURLoption, _ value: String?) -> CURLcode { onematter_curl_text(handle, option, value) }
        func number(_ option: CURLoption, _ value: Int) -> CURLcode { onematter_curl_number(handle, option, value) }
        var all = [
            text(CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            text(CURLOPT_URL, server.url(as: sender.domain)),
            // What the environment says of proxies and passwords is not meant for us.
            text(CURLOPT_PROXY, ""),
            number(CURLOPT_NETRC, 0),
            number(CURLOPT_NOSIGNAL, 1),
            number(CURLOPT_NOPROGRESS, 0),
            number(CURLOPT_TIMEOUT_MS, Self.longest),
            number(CURLOPT_CONNECTTIMEOUT_MS, Self.longestConnecting),
            number(CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.longest / 1_000),
            number(
                CURLOPT_USE_SSL, server.security == .none ? Int(CURLUSESSL_NONE.rawValue) : Int(CURLUSESSL_ALL.rawValue)
            ),
            number(CURLOPT_SSL_VERIFYPEER, 1),
            number(CURLOPT_SSL_VERIFYHOST, 2),
            number(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            number(CURLOPT_UPLOAD, 1),
            text(CURLOPT_MAIL_FROM, "<\(sender)>"),
        ]
        if let file = server.certificateAuthority {
            all += [text(CURLOPT_CAINFO, file), text(CURLOPT_CAPATH, nil)]
        }
        if let user = server.user, let password = server.password {
            all += [text(CURLOPT_USERNAME, user), text(CURLOPT_PASSWORD, password.text)]
        }
        return all
    }

    /// - Parameters:
    ///   - answer: The last code of the server.
    ///   - hasBegun: Whether the server has taken sender and recipient and asked for the text.
    static func outcome(_ result: CURLcode, answer: Int, hasBegun: Bool) -> MessageOutcome {
        switch result {
        case CURLE_OK: return .delivered
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: return .later(.unreachable)
        case CURLE_OPERATION_TIMEDOUT: return .later(.timeout)
        case CURLE_ABORTED_BY_CALLBACK: return .later(.interrupted)
        case CURLE_LOGIN_DENIED: return .later(.signIn)
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
            return .later(.notTrusted)
        default: break
        }
        switch answer {
        case 400..<500: return .later(.refused)
        // Authentication required, or too weak, or refused: our settings and not this mail.
        case 530, 534, 535, 538: return .later(.signIn)
        // Of this sender, this recipient or this text. A server that greets nobody says the same before all that.
        case 500..<600 where hasBegun || result == CURLE_SEND_ERROR: return .rejected(.rejected)
        case 500..<600: return .later(.confused)
        default: return .later(.unreachable)
        }
    }
}
