internal import MatterCore

/// Why a file is not taken.
enum AttachmentRefusal {
    static func tooLarge(_ limit: Int64) -> Refusal {
        Refusal(
            .invalid, "attachment-too-large", zh: "文件超过 \(limit >> 20) MiB。",
            en: "The file is larger than \(limit >> 20) MiB.")
    }

    static var empty: Refusal {
        Refusal(.invalid, "attachment-empty", zh: "文件为空。", en: "The file is empty.")
    }

    static func unknownType(_ name: String) -> Refusal {
        Refusal(
            .invalid, "attachment-type-not-allowed", zh: "不接受此文件类型。",
            en: "Files of the type '\(name)' are not taken.",
            remedy: LocalText(
                zh: "可用类型：\(MediaType.allCases.map(\.rawValue).joined(separator: "、"))",
                en: "Use one of: \(MediaType.allCases.map(\.rawValue).joined(separator: ", "))."))
    }

    static func otherType(_ type: MediaType) -> Refusal {
        Refusal(
            .invalid, "attachment-type-mismatch", zh: "文件内容与类型 \(type.rawValue) 不符。",
            en: "The content of the file is not \(type.rawValue).")
    }
}
