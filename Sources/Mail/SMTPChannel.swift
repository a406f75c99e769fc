internal import Foundation
internal import Glibc
public import Messaging

/// Messages as Internet mail, handed to one server over SMTP. Each has a thread of its own while it is sent, since libcurl
/// blocks; how many there are at a time is for the caller to say.
public struct SMTPChannel: MessageChannel {
    public let kind = MessageChannelKind.mail
    private let server: MailServer
    private let sender: MailAddress

    public init(_ server: MailServer, from sender: MailAddress) {
        self.server = server
        self.sender = sender
    }

    public func send(_ message: Message) async -> MessageOutcome {
        guard let recipient = MailAddress(message.recipient) else { return .rejected(.rejected) }
        let upload = Upload(MailText(message, from: sender, to: recipient).bytes)
        let transfer = SMTPTransfer(server: server, sender: sender, recipient: recipient)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    Self.ignoreBrokenPipes()
                    continuation.resume(returning: transfer.run(upload))
                }
            }
        } onCancel: {
            upload.stop()
        }
    }

    /// A server that hangs up is an error of this transfer and not a signal to the program.
    private static func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
