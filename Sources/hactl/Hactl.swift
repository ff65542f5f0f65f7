import ArgumentParser

@main
struct Hactl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hactl")
}
