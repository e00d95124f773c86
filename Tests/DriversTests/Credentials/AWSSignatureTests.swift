import Drivers
import Foundation
import GatewayTesting
import NIOCore
import Testing
import Wire

/// AWS's own test suite of signatures.
@Suite struct `AWS signatures` {
    @Test func `the published requests are signed as AWS signs them`() throws {
        guard let folder = Recordings.dataFolder,
            let data = try? Data(
                contentsOf: URL(fileURLWithPath: "\(folder)/vectors/sigv4/aws-signing-test-suite-v4.json"))
        else {
            print("Signature vectors are absent: nothing checked")
            return
        }
        let vectors = try JSONValue(parsing: ByteBuffer(bytes: data)).array ?? []
        for vector in vectors {
            let name = vector["name"]?.string ?? ""
            Tally.note(.vectors, "sigv4/" + name)
            let context = try #require(vector["context"])
            let keys = try #require(context["credentials"])
            let isUnsignedToken = context["omit_session_token"] == true
            let signature = AWSSignature(
                credentials: AWSCredentials(
                    accessKeyID: keys["access_key_id"]?.string ?? "",
                    secretAccessKey: keys["secret_access_key"]?.string ?? "",
                    sessionToken: isUnsignedToken ? nil : keys["token"]?.string),
                region: context["region"]?.string ?? "", service: context["service"]?.string ?? "",
                normalizesPath: context["normalize"] == true, signsBody: context["sign_body"] == true)
            let request = try PlainRequest(vector["request"]?.string ?? "")
            let steps = signature.sign(
                method: request.method, authority: "", path: request.path, fields: request.fields, body: request.body,
                time: try #require(Timestamp.seconds(context["timestamp"]?.string ?? "")))
            #expect(steps.canonicalRequest == vector["header_canonical_request"]?.string, "\(name)")
            #expect(steps.stringToSign == vector["header_string_to_sign"]?.string, "\(name)")
            #expect(steps.signature == vector["header_signature"]?.string, "\(name)")
        }
    }

    @Test func `what one request leaves behind for the next does not show in its signature`() {
        let keys = AWSCredentials(accessKeyID: "ANOTREAL", secretAccessKey: "notrealrnrELgWzOk3IfjzDKtFBhDby")
        let kept = AWSSignature(credentials: keys, region: "us-east-1", service: "bedrock")
        var typed = HeaderFields()
        typed.append("content-type", "application/json")
        var asked: [(path: String, fields: HeaderFields, body: String, time: Int)] = []
        for time in [1_700_000_000, 1_700_000_001, 1_700_100_000, 1_700_000_001] {
            for number in 0..<10 {
                asked.append(("/model/m\(number)/converse", typed, "{}", time))
                asked.append(("/model/m\(number)/converse", HeaderFields(), "{}", time))
                asked.append(("/model/m\(number)/converse", typed, "{\"a\":\(number)}", time))
            }
        }
        for request in asked + asked.reversed() {
            let alone = AWSSignature(credentials: keys, region: "us-east-1", service: "bedrock")
            let signed = [kept, alone].map {
                $0.sign(
                    method: "POST", authority: "a.invalid", path: request.path, fields: request.fields,
                    body: ByteBuffer(string: request.body), time: request.time)
            }
            #expect(signed[0].signature == signed[1].signature)
            #expect(signed[0].canonicalRequest == signed[1].canonicalRequest)
            #expect(signed[0].stringToSign == signed[1].stringToSign)
            #expect(signed[0].fields == signed[1].fields)
        }
    }

    @Test func `a path that is encoded already is encoded once more`() throws {
        let signature = AWSSignature(
            credentials: AWSCredentials(accessKeyID: "ANOTREAL", secretAccessKey: "notrealrnrELgWzOk3IfjzDKtFBhDby"),
            region: "us-east-1", service: "bedrock")
        let steps = signature.sign(
            method: "POST", authority: "bedrock.invalid", path: "/model/anthropic.claude-v2%3A0/converse",
            fields: HeaderFields(), body: ByteBuffer(string: "{}"), time: 1_700_000_000)
        #expect(
            steps.canonicalRequest.hasPrefix(
                "POST\n/model/anthropic.claude-v2%253A0/converse\n\nhost:bedrock.invalid\n"))
        #expect(steps.fields.first("x-amz-date") == "20231114T221320Z")
        #expect(!"\(signature.credentials)".contains("notreal"))
    }
}

/// A request as its text.
private struct PlainRequest {
    var method: String
    var path: String
    var fields = HeaderFields()
    var body: ByteBuffer

    init(_ text: String) throws {
        let parts = text.components(separatedBy: "\n\n")
        var lines = parts[0].split(separator: "\n").map(String.init)
        let first = lines.removeFirst()
        method = String(first.prefix { $0 != " " })
        path = String(first.dropFirst(method.count + 1).dropLast(" HTTP/1.1".count))
        var last: (name: String, value: String)?
        for line in lines {
            if line.hasPrefix(" "), let before = last {
                last = (before.name, before.value + " " + line)
                continue
            }
            if let last { fields.append(last.name, last.value) }
            let colon = try #require(line.firstIndex(of: ":"))
            last = (String(line[..<colon]), String(line[line.index(after: colon)...]))
        }
        if let last { fields.append(last.name, last.value) }
        body = ByteBuffer(string: parts.count > 1 ? parts[1...].joined(separator: "\n\n") : "")
    }
}
