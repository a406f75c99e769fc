import ArgumentParser

@main
struct OneMatter: AsyncParsableCommand {
    mutating func run() async throws {}
}
