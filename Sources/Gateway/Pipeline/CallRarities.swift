import Dialects
import Wire

/// What is known of few calls: in the record of each it would be memory that is written and read for nothing.
final class CallRarities {
    var cause: String?
    /// What was known of the cost before; for callers who are told.
    var estimate: CostEstimate?
    /// The variant that it was given; nil: it is in no experiment.
    var experiment: CallExperiment?
    /// What the request goes on from, where that was kept here.
    var earlierTurns: EarlierTurns?
    /// The request's body, understood, where it is a form.
    var form: MultipartBody?
    /// Where the form is still on its way: what its beginning says, and where the rest comes from.
    var opening: FormOpening?
    var rest: CheckedForm?
}

extension CallRecord {
    package var cause: String? {
        get { rare?.cause }
        set { setRare(\.cause, newValue) }
    }

    var estimate: CostEstimate? {
        get { rare?.estimate }
        set { setRare(\.estimate, newValue) }
    }

    var experiment: CallExperiment? {
        get { rare?.experiment }
        set { setRare(\.experiment, newValue) }
    }

    var earlierTurns: EarlierTurns? {
        get { rare?.earlierTurns }
        set { setRare(\.earlierTurns, newValue) }
    }

    var form: MultipartBody? {
        get { rare?.form }
        set { setRare(\.form, newValue) }
    }

    package var opening: FormOpening? {
        get { rare?.opening }
        set { setRare(\.opening, newValue) }
    }

    var rest: CheckedForm? {
        get { rare?.rest }
        set { setRare(\.rest, newValue) }
    }

    private func setRare<Value>(_ path: ReferenceWritableKeyPath<CallRarities, Value?>, _ value: Value?) {
        if rare == nil, value == nil { return }
        let known = rare ?? CallRarities()
        known[keyPath: path] = value
        rare = known
    }
}
