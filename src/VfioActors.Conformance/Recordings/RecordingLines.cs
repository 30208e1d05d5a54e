using VfioActors.Conformance.Operations;

namespace VfioActors.Conformance.Recordings;

/// <summary>Puts the lines of a file together to cases.</summary>
/// <param name="name">The file.</param>
internal sealed class RecordingLines(string name)
{
    private readonly List<RecordedCase> _cases = [];
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
    private RecordingHeader? _header;
    private OpenCase? _open;
    private NameCheck _names = new();
    private int _line;

    public Recording Read(IEnumerable<string> lines)
    {
        foreach (var text in lines)
        {
            _line++;
            using var json = RecordingReader.Parse(text, Wrong);
            Take(new(json.RootElement, Wrong), text);
        }

        if (_header is null) { throw new RecordingException(name, 0, "is empty; a header is expected"); }
        if (_open is { } open) { throw Wrong($"the case {open.Id} has no end"); }
        return _cases.Count == _header.Cases
            ? new(_header, _cases)
            : throw Wrong($"{_cases.Count} cases, and the header promises {_header.Cases}");
    }

    private RecordingException Wrong(string what) => new(name, _line, what);

    private void Take(LineFields fields, string text)
    {
        if (_header is null)
        {
            _header = HeaderReader.Read(fields);
        }
        else if (fields.Has("case"))
        {
            Begin(fields);
        }
        else if (fields.Has("end"))
        {
            End(fields);
        }
        else
        {
            Perform(fields, text);
        }
    }

    private void Begin(LineFields fields)
    {
        if (_open is { } open) { throw Wrong($"a case starts before {open.Id} has ended"); }
        _open = new(fields.Text("case"), fields.Text("title"), []);
        _names = new();
        fields.Finish();
        if (!_ids.Add(_open.Id)) { throw Wrong($"the case {_open.Id} is there twice"); }
    }

    private void End(LineFields fields)
    {
        var id = fields.Text("end");
        fields.Finish();
        if (_open is not { } open || open.Id != id) { throw Wrong($"{id} ends, and it had not started"); }
        _cases.Add(new(open.Id, open.Title, open.Operations));
        _open = null;
    }

    private void Perform(LineFields fields, string text)
    {
        if (_open is not { } open) { throw Wrong("an operation outside any case"); }
        var index = fields.Count("i");
        if (index != open.Operations.Count) { throw Wrong($"'i' is {index}, and {open.Operations.Count} is next"); }
        var outcome = OutcomeReader.Read(fields);
        var operation = OperationReader.Read(fields, _header!.IsSpapr);
        fields.Finish();
        CheckSize(operation);
        if (_names.Refute(operation) is { } complaint) { throw Wrong(complaint); }
        open.Operations.Add(new(_line, index, operation, outcome, Arguments(text)));
    }

    private void CheckSize(Operation operation)
    {
        var pages = operation switch
        {
            MemoryOperation.Create create => create.Pages,
            MemoryOperation.Peek peek => PagesOf(peek.Length),
            MemoryOperation.Touch touch => PagesOf(touch.Length),
            ProbeOperation.CountPins pins => pins.Pages,
            ProbeOperation.Translate translate => translate.Pages,
            _ => 0,
        };
        if (pages is < 0 or > RecordingReader.BufferPagesMax)
        {
            throw Wrong($"{pages} pages; 0 to {RecordingReader.BufferPagesMax} are accepted");
        }

        if (operation is DriverOperation.Access { Length: > 1 << 24 and var length })
        {
            throw Wrong($"an access of {length} bytes; {1 << 24} are accepted");
        }
    }

    private static int PagesOf(ulong length) => (int)ulong.Min(length / 4096, int.MaxValue);

    /// <summary>What was done, without what came of it.</summary>
    private static string Arguments(string text)
    {
        var end = text.IndexOf(",\"ret\":", StringComparison.Ordinal);
        return end < 0 ? text : text[..end] + "}";
    }

    private sealed record OpenCase(string Id, string Title, List<RecordedOperation> Operations);
}
