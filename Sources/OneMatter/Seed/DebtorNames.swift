import MatterCore

/// Names of invented firms; each begins with the word for sample.
enum DebtorNames {
    private static let first = [
        "鑫", "恒", "瑞", "华", "泰", "盛", "宏", "嘉", "荣", "永", "金", "越", "德", "顺", "兴", "亿", "新", "正", "远", "明",
    ]
    private static let second = [
        "源", "达", "丰", "和", "通", "隆", "信", "茂", "利", "昌", "海", "川", "诚", "业", "辉", "强", "宇", "龙", "腾", "安",
    ]
    private static let trades = [
        "纺织", "印染", "机械制造", "建设工程", "房地产开发", "商贸", "化工", "服饰", "电子科技", "包装", "铜业", "物流", "食品",
        "家具", "节能设备", "塑业", "酒店管理", "农业开发", "汽车零部件", "新材料",
    ]

    static func any(using random: inout SeededRandom) -> String {
        "示例" + random.pick(first, otherwise: "鑫") + random.pick(second, otherwise: "源")
            + random.pick(trades, otherwise: "商贸") + "有限公司"
    }
}
