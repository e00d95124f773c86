package import Wire

extension StoredBatch {
    /// In the order of OpenAI's own object.
    private static let timed: [(name: String, status: Status)] = [
        ("in_progress_at", .inProgress), ("finalizing_at", .finalizing), ("completed_at", .completed),
        ("failed_at", .failed), ("expired_at", .expired), ("cancelling_at", .cancelling),
        ("cancelled_at", .cancelled),
    ]

    /// As callers are told of it.
    var told: JSONValue {
        var json: JSONObject = [
            "id": .string(id), "object": "batch", "endpoint": .string(endpoint.rawValue),
            "errors": problems.isEmpty
                ? nil : ["object": "list", "data": .array(problems.map(\.json))],
            "input_file_id": .string(inputFile), "completion_window": .string(window),
            "status": .string(status.rawValue), "output_file_id": hasOutput ? .string(outputFile) : nil,
            "error_file_id": hasErrors ? .string(errorFile) : nil, "created_at": .int(created),
            "expires_at": .int(expires),
        ]
        for (name, status) in Self.timed { json[name] = times[status].map { .int($0) } ?? .null }
        json["request_counts"] = [
            "total": .int(counts.total), "completed": .int(counts.completed), "failed": .int(counts.failed),
        ]
        json["metadata"] = metadata
        return .object(json)
    }

    package var json: JSONValue {
        var json = told
        json["owner"] = .string(owner)
        json["output"] = .string(outputFile)
        json["error_output"] = .string(errorFile)
        json["output_age"] = .int(outputAge)
        json["is_overdue"] = .bool(isOverdue)
        return json
    }

    package init?(json: JSONValue) {
        guard let id = json["id"]?.string, let owner = json["owner"]?.string,
            let endpoint = json["endpoint"]?.string.flatMap(BatchEndpoint.init),
            let inputFile = json["input_file_id"]?.string, let window = json["completion_window"]?.string,
            let created = json["created_at"]?.int, let expires = json["expires_at"]?.int,
            let output = json["output"]?.string, let errorOutput = json["error_output"]?.string,
            let outputAge = json["output_age"]?.int, let status = json["status"]?.string.flatMap(Status.init)
        else { return nil }
        self.init(
            id: id, owner: owner, endpoint: endpoint, inputFile: inputFile, window: window, created: created,
            expires: expires, outputFile: output, errorFile: errorOutput, outputAge: outputAge)
        self.status = status
        metadata = json["metadata"] ?? .null
        for (name, status) in Self.timed { times[status] = json[name]?.int }
        counts = Counts(
            total: json["request_counts"]?["total"]?.int ?? 0,
            completed: json["request_counts"]?["completed"]?.int ?? 0,
            failed: json["request_counts"]?["failed"]?.int ?? 0)
        problems = (json["errors"]?["data"]?.array ?? []).compactMap { BatchProblem(json: $0) }
        isOverdue = json["is_overdue"]?.bool ?? false
        hasOutput = json["output_file_id"]?.string != nil
        hasErrors = json["error_file_id"]?.string != nil
    }
}
