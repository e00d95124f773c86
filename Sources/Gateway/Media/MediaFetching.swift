package import NIOCore

/// Whether and within which bounds the gateway fetches what a target takes as bytes only.
package struct MediaFetching: Sendable {
    package var isOn = false
    /// Of all files of one request together.
    package var maxBytes = 20 << 20
    /// For one file, its redirects included.
    package var timeout = TimeAmount.seconds(15)
    /// Ranges of addresses that may be fetched from though they are not public.
    package var allowed: [AddressRange] = []

    static let mostPerRequest = 20
    static let mostRedirects = 3

    package init() {}
}

/// A file that a target cannot fetch itself.
struct MissingMedia: Equatable {
    var url: String
    /// Where it stands in the request.
    var path: String
}

/// A file that has been fetched.
struct FetchedFile: Equatable {
    var base64: String
    var mimeType: String
    /// Bytes.
    var size: Int
}

extension MissingMedia {
    /// Ends a dry run's attempt where a real one would fetch the file first.
    var isNotFetched: GatewayError {
        GatewayError(
            .unsupportedParameter, "The gateway would fetch \"\(url)\" first; a dry run fetches nothing.",
            param: path, cause: Self.rehearsedCause)
    }

    static let rehearsedCause = "dry run"
}
