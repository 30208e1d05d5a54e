using VfioActors.Behaviors.Values;

namespace VfioActors.Conformance.Recordings;

/// <summary>Puts the lines of a file together to cases.</summary>
/// <param name="name">The file.</param>
internal sealed class RecordingLines(string name)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private RecordingHeader? _header;
    private CaseName? _open;
    private NameCheck _names = new();
    private int _line;
    private int _next;
    private int _ended;

    public RecordingHeader? Header => _header;

    /// <summary>Whether all cases that the header promises are there, and none is open.</summary>
    public bool IsComplete => _header is { } header && _open is null && _ended == header.Cases;

    /// <returns>What the line says, or null when it is the header or ends a case.</returns>
    public RecordedLine? Take(ReadOnlyMemory<byte> text)
    {
        _line++;
        using var json = KernelRecordingReader.Parse(text, Wrong);
        LineFields fields = new(json.RootElement, Wrong);
        if (_header is null)
        {
            _header = KernelHeaderReader.Read(fields);
            return null;
        }

        if (fields.Has("case")) { return new(Begin(fields), null); }
        if (fields.Has("end"))
        {
            End(fields);
            return null;
        }

        var open = _open ?? throw Wrong("an operation outside any case");
        return new(open, Operation(fields, text.Span));
    }

    /// <summary>There are no more lines.</summary>
    public void Finish()
    {
        if (_header is not { } header) { throw new RecordingException(name, 0, "is empty; a header is expected"); }
        if (_open is { } open) { throw Wrong($"the case {open.Id} has no end"); }
        if (_ended != header.Cases)
        {
            throw Wrong($"{Counted.Of(_ended, "case")}, and the header promises {header.Cases}");
        }
    }

    private RecordingException Wrong(string what) => new(name, _line, what);

    private CaseName Begin(LineFields fields)
    {
        if (_open is { } open) { throw Wrong($"a case starts before {open.Id} has ended"); }
        _open = new(fields.Text("case"), fields.Text("title"));
        (_names, _next) = (new(), 0);
        fields.Finish();
        return _ids.Add(_open.Id) ? _open : throw Wrong($"the case {_open.Id} is there twice");
    }

    private void End(LineFields fields)
    {
        var id = fields.Text("end");
        fields.Finish();
        if (_open is not { } open || open.Id != id) { throw Wrong($"{id} ends, and it had not started"); }
        _open = null;
        _ended++;
    }

    private RecordedOperation Operation(LineFields fields, ReadOnlySpan<byte> text)
    {
        var index = fields.Count("i");
        if (index != _next) { throw Wrong($"'i' is {index}, and {_next} is next"); }
        _next++;
        var outcome = OutcomeReader.Read(fields);
        var operation = OperationReader.Read(fields, _header!.IsSpapr);
        fields.Finish();
        var complaint = SizeCheck.Refute(operation) ?? _names.Refute(operation);
        return complaint is null
            ? new(_line, index, operation, outcome, Arguments(text))
            : throw Wrong(complaint);
    }

    /// <summary>What was done, without what came of it.</summary>
    private static string Arguments(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf(",\"ret\":"u8);
        return end < 0
            ? System.Text.Encoding.UTF8.GetString(text).TrimEnd()
            : System.Text.Encoding.UTF8.GetString(text[..end]) + "}";
    }
}
