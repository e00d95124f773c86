import NIOCore

/// The system's number of what kept a listener from its address.
enum ListenFailure {
    static func errno(of error: any Error) -> CInt? { (error as? IOError)?.errnoCode }
}
