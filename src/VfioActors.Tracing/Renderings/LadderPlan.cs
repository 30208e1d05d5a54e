namespace VfioActors.Tracing.Renderings;

/// <summary>What a ladder shows of a trace: which columns, and which rows in which of them.</summary>
internal sealed class LadderPlan
{
    private readonly Dictionary<int, TraceOperation> _operations;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _current = [];
    private readonly HashSet<int> _begun = [];
    private readonly List<LadderRow> _rows = [];
    private readonly TraceViolation? _violation;

    private LadderPlan(TraceHeader header)
    {
        _operations = header.Operations.ToDictionary(operation => operation.Id);
        _violation = header.Violation;
    }

    /// <summary>How many clients take part, each with a column.</summary>
    public int Clients => _columns.Count;

    /// <summary>Whether a last column shows steps that serve no client.</summary>
    public bool HasKernel { get; private set; }

    /// <summary>The rows in the order of the steps.</summary>
    public IReadOnlyList<LadderRow> Rows => _rows;

    /// <summary>Plans the ladder of a trace.</summary>
    public static LadderPlan Of(Trace trace)
    {
        var plan = new LadderPlan(trace.Header);
        foreach (var step in trace.Steps) { plan.AddClient(step); }
        foreach (var step in trace.Steps) { plan.Add(step); }
        return plan;
    }

    /// <summary>
    /// The name of a column: the client's own when all are named as processors are, else a processor's.
    /// </summary>
    public string NameOf(int column) =>
        column == Clients ? "(kernel)"
        : _columns.Keys.All(IsProcessor) ? _columns.First(one => one.Value == column).Key
        : $"CPU{column}";

    private static bool IsProcessor(string client) =>
        client.StartsWith("CPU", StringComparison.Ordinal) && client.Length is > 3 and < 7
            && client.Skip(3).All(char.IsAsciiDigit);

    private void AddClient(TraceStep step)
    {
        if (_operations.TryGetValue(step.Operation, out var served)) { _columns.TryAdd(served.Client, _columns.Count); }
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
        if (step.Notes.Count == 0) { _rows.Add(new(column, marks, "", Plain.Ascii(step.ToString()), false)); }
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
