/// One thing that is not over before a day: how slack is found.
struct Delay {
    var until = Int.min
    fileprivate(set) var milestones: CourseRules.Bits = 0
    fileprivate(set) var instruments: CourseRules.Bits = 0
    fileprivate(set) var duty: Int?
    fileprivate(set) var assignment: Int?
    fileprivate(set) var window: Int?
    fileprivate(set) var deadline: Int?
    fileprivate(set) var judge = false
    fileprivate(set) var administrator = false

    static let none = Delay()

    func day(_ day: Int, if isDelayed: Bool) -> Int { isDelayed ? max(day, until) : day }
}

extension CourseRules {
    func delay(of need: Need, until day: Int) -> Delay {
        var delay = Delay()
        delay.until = day
        switch need {
        case .assignment(let number): delay.assignment = number
        case .duty(let id): delay.duty = duty(id)
        case .milestone(let id): delay.milestones = bits(of: [id])
        case .instrument(let kind): delay.instruments = bits(of: [kind])
        case .judge: delay.judge = true
        case .administrator: delay.administrator = true
        case .window(let id): delay.window = window(id)
        case .deadline(let number): delay.deadline = number
        }
        return delay
    }
}
