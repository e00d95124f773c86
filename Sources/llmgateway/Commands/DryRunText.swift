import Wire

/// A dry run as a person reads it.
struct DryRunText {
    private let report: JSONValue

    init(_ report: JSONValue) { self.report = report }

    var text: String {
        var parts = [lines([verdict, call] + rule)]
        if let candidates = report["candidates"]?.array, !candidates.isEmpty { parts.append(table(candidates)) }
        parts.append(lines(money + [limits]))
        if let request { parts.append(request) }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func lines(_ rows: [(String, String)]) -> String {
        let told = rows.filter { !$0.1.isEmpty }
        let width = told.map(\.0.count).max() ?? 0
        return told.map { $0.0 + String(repeating: " ", count: width - $0.0.count + 2) + $0.1 }.joined(separator: "\n")
    }

    private func said(_ value: JSONValue?) -> String { value?.string ?? value?.numberText ?? "" }

    private var verdict: (String, String) {
        guard let error = report["error"], !error.isNull else {
            return ("Verdict", Terminal.styled("would be sent", "32"))
        }
        let hint = said(error["hint"])
        return (
            "Verdict",
            Terminal.styled("would be refused", "31") + ": \(said(error["status"])) \(said(error["code"])): "
                + said(error["message"]) + (hint.isEmpty ? "" : " " + hint)
        )
    }

    private var call: (String, String) {
        let stream = report["stream"]?.bool == true ? ", streamed" : ""
        return (
            "Call",
            "\(said(report["operation"])) of \(said(report["model"])) by the key \(said(report["key"]?["name"]))\(stream), about "
                + "\(said(report["tokens"]?["input_estimated"])) tokens"
        )
    }

    private var rule: [(String, String)] {
        guard let decision = report["decision"] else { return [] }
        var rows: [(String, String)] = []
        for rule in report["rules"]?.array ?? [] where rule["fits"]?.bool == false {
            rows.append(("Rule", "\(said(rule["number"])) does not fit: \(said(rule["why"]))"))
        }
        if let rule = decision["rule"], !rule.isNull {
            rows.append(("Rule", "\(said(rule["number"])) fits, which says to use \(said(rule["use"]))"))
        }
        let sticky = said(decision["sticky"])
        rows.append(("Policy", said(decision["policy"]) + (sticky.isEmpty ? "" : ", sessions by \(sticky)")))
        return rows + experiment + streams
    }

    private var experiment: [(String, String)] {
        guard let experiment = report["experiment"], !experiment.isNull else { return [] }
        let (name, variant, why) = (said(experiment["name"]), said(experiment["variant"]), said(experiment["why"]))
        guard !variant.isEmpty else { return [("Experiment", "\(name) lets the call be: \(why)")] }
        let more = why.isEmpty ? "" : ": \(why)"
        return [
            ("Experiment", "\(name), assigned by \(said(experiment["by"])), gives it the variant \(variant)\(more)")
        ]
    }

    private var streams: [(String, String)] {
        guard let goesOn = report["continue"], !goesOn.isNull else { return [] }
        let text =
            goesOn["goes_on"]?.bool == true
            ? "one that breaks off goes on at the next target"
            : "one that breaks off does not go on elsewhere: \(said(goesOn["why"]))"
        return [("Stream", text)]
    }

    private func table(_ candidates: [JSONValue]) -> String {
        let rows = candidates.map { candidate in
            [
                said(candidate["target"]), said(candidate["verdict"]), said(candidate["estimated_usd"]),
                said(candidate["breaker"]), said(candidate["why"]),
            ]
        }
        return Terminal.table([["TARGET", "VERDICT", "ABOUT USD", "BREAKER", "WHY"]] + rows)
    }

    private var money: [(String, String)] {
        guard let budget = report["budget"], !budget.isNull else { return [] }
        let ceiling = said(budget["ceiling_usd"])
        var rows = [("Costs", ceiling.isEmpty ? "not bounded" : "\(ceiling) USD at the most")]
        for row in budget["budgets"]?.array ?? [] {
            let name = said(row["name"])
            let word = row["pass"]?.bool == true ? "is enough" : Terminal.styled("is too little", "31")
            rows.append(
                (
                    "Budget",
                    "\(said(row["scope"]))\(name.isEmpty ? "" : " " + name) per \(said(row["per"])): "
                        + "\(said(row["left_usd"])) of \(said(row["usd"])) USD left, \(word)"
                ))
        }
        return rows
    }

    private var limits: (String, String) {
        guard let limits = report["limits"] else { return ("Limits", "") }
        guard limits["pass"]?.bool == true else {
            return ("Limits", "\(said(limits["refused_by"])) is reached (\(said(limits["limit"])))")
        }
        let left = ["requests", "tokens"].compactMap { name -> String? in
            guard let allowance = limits[name], !allowance.isNull else { return nil }
            return "\(said(allowance["left_after_this"])) of \(said(allowance["limit"])) \(name) left this minute"
        }
        return ("Limits", left.isEmpty ? "none" : left.joined(separator: ", "))
    }

    private var request: String? {
        guard let plan = report["plan"], !plan.isNull else { return nil }
        var rows = [("Plan", said(plan["way"]) + (said(plan["why"]).isEmpty ? "" : ": " + said(plan["why"])))]
        for dropped in plan["dropped"]?.array ?? [] {
            rows.append(("Dropped", "\(said(dropped["path"])): \(said(dropped["why"]))"))
        }
        guard let request = report["request"], !request.isNull else { return lines(rows) }
        rows.append(("Request", "\(said(request["method"])) \(said(request["url"]))"))
        for header in request["headers"]?.array ?? [] {
            rows.append(("", "\(said(header["name"])): \(said(header["value"]))"))
        }
        if request["signed_when_sent"]?.bool == true { rows.append(("", "and a credential, when it is sent")) }
        return lines(rows) + "\n\n" + said(request["body"])
    }
}
