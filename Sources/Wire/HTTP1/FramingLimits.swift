/// How much of one message's framing is read before it is refused. Bodies are bounded by whoever reads them.
package struct FramingLimits: Sendable, Equatable {
    /// Bytes of a head, start line and final empty line included; also of a trailer section.
    package var headBytes = 65_536
    /// Field lines in a head or a trailer section.
    package var fieldCount = 128
    /// Bytes of a request target, as sent.
    package var targetBytes = 8_192
    /// Bytes of a method.
    package var methodBytes = 32
    /// Bytes from the first `;` of one chunk's size line to its end.
    package var chunkExtensionBytes = 1_024
    /// Interim (1xx) answers before a final one.
    package var interimResponses = 16

    package init() {}
}
