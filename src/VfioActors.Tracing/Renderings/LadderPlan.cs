using VfioActors.Tracing.Files;

namespace VfioActors.Tracing.Renderings;

/// <summary>
/// What a ladder shows of a trace: which columns, and which rows in which of them. Where no step serves an operation,
/// as when actors are not told of any, each actor that takes a step has a column, and each step a row.
/// </summary>
internal sealed class LadderPlan
{
    private readonly Dictionary<int, TraceOperation> _operations;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _current = [];
    private readonly HashSet<int> _begun = [];
    private readonly List<LadderRow> _rows = [];
    private readonly TraceViolation? _violation;
    private readonly bool _byActor;
    private readonly bool _hasProtocols;

    private LadderPlan(Trace trace)
    {
        _operations = trace.Header.Operations.ToDictionary(operation => operation.Id);
        _violation = trace.Header.Violation;
        _byActor = trace.Steps.All(step => step.Operation == TraceStep.NoOperation);
        _hasProtocols = trace.Steps.Select(step => ProtocolOf(step.Message)).Distinct().Count() > 1;
    }

    /// <summary>How many clients take part, or actors where no client is known, each with a column.</summary>
    public int Clients => _columns.Count;

    /// <summary>Whether a last column shows steps that serve no client.</summary>
    public bool HasKernel { get; private set; }

    /// <summary>The rows in the order of the steps.</summary>
    public IReadOnlyList<LadderRow> Rows => _rows;

    /// <summary>Plans the ladder of a trace.</summary>
    public static LadderPlan Of(Trace trace)
    {
        var plan = new LadderPlan(trace);
        foreach (var step in trace.Steps) { plan.AddColumn(step); }
        foreach (var step in trace.Steps)
        {
            if (plan._byActor) { plan.AddDeed(step); }
            else { plan.Add(step); }
        }

        return plan;
    }

    /// <summary>The name of a column: that of the client or actor.</summary>
    public string NameOf(int column) =>
        column == Clients ? "(kernel)" : Plain.Ascii(_columns.First(one => one.Value == column).Key);

    private static string ProtocolOf(string message) => message[..Math.Max(0, message.LastIndexOf('.'))];

    private static string Short(string message) => message[(message.LastIndexOf('.') + 1)..];

    /// <summary>A step without a note; the protocol is named where there are several.</summary>
    private string Heard(TraceStep step) =>
        (_hasProtocols ? step : step with { Message = Short(step.Message) }).ToString();

    private void AddColumn(TraceStep step)
    {
        if (_byActor) { _columns.TryAdd(step.To, _columns.Count); }
        else if (_operations.TryGetValue(step.Operation, out var served))
        {
            _columns.TryAdd(served.Client, _columns.Count);
        }
    }

    /// <summary>A step in the column of its actor: what it says of itself, else what it hears from whom.</summary>
    private void AddDeed(TraceStep step)
    {
        var marks = Marks.Of(_violation, step.Number);
        var fields = string.Join(", ", step.Fields.Select(field => field.Value));
        var heard = $"{ShortForm.Hears}{Short(step.Message)}({fields})";
        var sender = step.From == step.To || step.From == TraceStep.Host ? "" : step.From;
        foreach (var text in step.Notes.Select(note => note.Text).DefaultIfEmpty(heard))
        {
            var deed = ShortForm.Of(text, sender);
            var isHeard = deed.StartsWith(ShortForm.Hears, StringComparison.Ordinal);
            var shown = Plain.Ascii(isHeard ? deed[ShortForm.Hears.Length..] : deed);
            _rows.Add(new(_columns[step.To], marks, "", shown, false));
            (marks, sender) = ("", "");
        }
    }

    private void Add(TraceStep step)
    {
        var marks = Marks.Of(_violation, step.Number);
        var shown = step.Notes.Count > 0 || marks.Length > 0;
        var column = Clients;
        if (_operations.TryGetValue(step.Operation, out var served))
        {
            column = _columns[served.Client];
            if (_begun.Add(served.Id) || shown) { Head(column, served); }
        }
        else { HasKernel |= shown; }

        if (!shown) { return; }
        if (step.Notes.Count == 0) { _rows.Add(new(column, marks, "", Plain.Ascii(Heard(step)), false)); }
        foreach (var note in step.Notes)
        {
            _rows.Add(new(ColumnOf(note, column), marks, Plain.Ascii(step.To), Plain.Ascii(note.Text), false));
            marks = "";
        }
    }

    /// <summary>A note stands in the column of the operation that it is about.</summary>
    private int ColumnOf(TraceNote note, int column)
    {
        if (note.Operation is not { } other) { return column; }
        if (!_operations.TryGetValue(other, out var served) || !_columns.TryGetValue(served.Client, out var elsewhere))
        {
            return column;
        }

        if (_begun.Add(served.Id)) { Head(elsewhere, served); }
        return elsewhere;
    }

    private void Head(int column, TraceOperation served)
    {
        if (_current.TryGetValue(column, out var id) && id == served.Id) { return; }
        _current[column] = served.Id;
        _rows.Add(new(column, "", "", Plain.Ascii(served.Text), true));
    }
}
