import Crypto
import Gateway
package import NIOCore
package import Wire

/// AWS's signature, version 4 (Signature Version 4, General Reference), in the `Authorization` field.
package final class AWSSignature: Sendable {
    package let credentials: AWSCredentials
    package let region: String
    package let service: String
    /// Whether segments of the path are encoded once more, as every service but S3 has it.
    let encodesPathTwice: Bool
    /// Whether `.` and `..` are taken out of the path.
    let normalizesPath: Bool
    /// Whether `x-amz-content-sha256` is sent and signed.
    let signsBody: Bool
    private let keys = AWSSigningKeys()

    package init(
        credentials: AWSCredentials, region: String, service: String, encodesPathTwice: Bool = true,
        normalizesPath: Bool = true, signsBody: Bool = false
    ) {
        self.credentials = credentials
        self.region = region
        self.service = service
        self.encodesPathTwice = encodesPathTwice
        self.normalizesPath = normalizesPath
        self.signsBody = signsBody
    }

    /// What is signed, step by step.
    package struct Steps: Sendable {
        private let canonical: ByteBuffer
        private let toSign: ByteBuffer
        private let digest: [UInt8]
        private let canonicalDigest: [UInt8]
        private let signed: [UInt8]
        /// The fields to add to the request.
        package let fields: HeaderFields

        fileprivate init(_ form: AWSSigningForm, digest: [UInt8]) {
            var hash = form.hash
            hash.update(data: digest)
            let canonicalDigest = hash.finalize().withUnsafeBytes { hexadecimal($0) }
            var code = form.code
            code.update(data: canonicalDigest)
            signed = code.finalize().withUnsafeBytes { hexadecimal($0) }
            var proof = form.proof
            proof.writeBytes(signed)
            var fields = form.fields
            fields.append("authorization", proof)
            canonical = form.canonical
            toSign = form.toSign
            self.digest = digest
            self.canonicalDigest = canonicalDigest
            self.fields = fields
        }

        /// In hexadecimal digits.
        package var signature: String { String(decoding: signed, as: UTF8.self) }
        package var canonicalRequest: String { String(buffer: canonical) + String(decoding: digest, as: UTF8.self) }
        package var stringToSign: String { String(buffer: toSign) + String(decoding: canonicalDigest, as: UTF8.self) }
    }

    /// - Parameters:
    ///   - path: path and query as they are sent.
    ///   - fields: what is signed beside `host` and the date; may hold `host` itself.
    ///   - time: seconds since 1970.
    package func sign(
        method: String, authority: String, path: String, fields: HeaderFields, body: ByteBuffer, time: Int
    ) -> Steps {
        let place = AWSSigningForm.Place(method: method, authority: authority, path: path, fields: fields)
        let digest = body.withUnsafeReadableBytes { SHA256.hash(data: $0) }.withUnsafeBytes { hexadecimal($0) }
        // A digest among the fields makes each request's form its own.
        if signsBody { return Steps(form(of: place, at: time, digest: digest), digest: digest) }
        return Steps(keys.form(of: place, at: time) { form(of: place, at: time, digest: nil) }, digest: digest)
    }

    /// - Parameter digest: the body's, where it is signed among the fields.
    private func form(of place: AWSSigningForm.Place, at time: Int, digest: [UInt8]?) -> AWSSigningForm {
        let stamp = Self.stamp(time)
        let scope = "\(stamp.prefix(8))/\(region)/\(service)/aws4_request"
        var added = HeaderFields()
        added.append(known: "x-amz-date", stamp)
        if let token = credentials.sessionToken { added.append("x-amz-security-token", token) }
        if let digest { added.append("x-amz-content-sha256", ByteBuffer(bytes: digest)) }
        let signed = Self.signedFields(place.fields, added, place.authority)
        let names = Self.names(of: signed)
        let (route, query) = Self.split(place.path)
        var canonical = ByteBuffer()
        for line in [place.method, canonicalPath(route), Self.canonicalQuery(query)] { canonical.write(line: line) }
        for field in signed { canonical.write(line: "\(field.name):\(field.value)") }
        canonical.write(line: "")
        canonical.writeImmutableBuffer(names)
        canonical.write(line: "")
        var toSign = ByteBuffer()
        for line in ["AWS4-HMAC-SHA256", stamp, scope] { toSign.write(line: line) }
        let proof = "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders="
        return AWSSigningForm(
            of: place, canonical: canonical, toSign: toSign,
            code: keys.code(by: credentials, for: scope),
            proof: ByteBuffer(string: proof + String(buffer: names) + ", Signature="), fields: added)
    }

    /// `20150830T123600Z`.
    private static func stamp(_ time: Int) -> String {
        String(unsafeUninitializedCapacity: 32) { stamp in
            var count = 0
            for byte in Timestamp.text(time).utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: ":") {
                stamp[count] = byte
                count += 1
            }
            return count
        }
    }
}

extension ByteBuffer {
    fileprivate mutating func write(line: String) {
        writeString(line)
        writeStaticString("\n")
    }
}

private func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 2 * bytes.count) { text, count in
        for byte in bytes {
            text[count] = hexadecimalDigit(byte >> 4)
            text[count + 1] = hexadecimalDigit(byte & 15)
            count += 2
        }
    }
}

@inline(__always)
private func hexadecimalDigit(_ half: UInt8) -> UInt8 { half < 10 ? 0x30 + half : 0x57 + half }
