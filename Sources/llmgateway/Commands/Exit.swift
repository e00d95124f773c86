import ArgumentParser

/// What the process says at its end; 0 is success, 64 wrong usage.
enum Exit {
    static let failure = ExitCode(1)
    /// Something needed is not there: no gateway answers, the port or the data folder is taken.
    static let unavailable = ExitCode(69)
    static let configuration = ExitCode(78)
}
