using VfioActors.Races.Files;
using VfioActors.Tracing;

namespace VfioActors.Races.Reports;

/// <summary>
/// A trace as a ladder in the lines of its file, as kernel people draw it in a mail: a column for each thread, the
/// spans of locks beside it, the line that breaks something marked. Plain ASCII, at most 72 columns.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="trace">A run of it.</param>
public sealed class RaceLadder(RaceFile file, Trace trace)
{
    /// <summary>No line is wider.</summary>
    public const int Width = 72;

    private const int Margin = 3;
    private const int NumberWidth = 4;
    private const int ColumnsMax = 3;
    private const int PartsMax = 4;

    private readonly RungList _rungs = RungList.Of(trace);
    private readonly SortedDictionary<string, int> _held = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];
    private int _marked = -1;

    private bool IsLinear => _rungs.Threads.Count > ColumnsMax;

    private int ColumnWidth => (Width - Margin) / Math.Max(1, _rungs.Threads.Count);

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines()
    {
        _lines.Clear();
        _held.Clear();
        _marked = -1;
        if (_rungs.Threads.Count == 0 || RungList.IsBrokenAtStart(trace))
        {
            Bug();
            return _lines;
        }

        if (!IsLinear) { Heads(); }
        var broken = trace.Header.Violation is { } violation
            ? _rungs.All.LastOrDefault(rung => rung is not null && rung.First <= violation.Step
                && violation.Step <= rung.Step)
            : null;
        foreach (var rung in _rungs.All)
        {
            if (rung is null) { _lines.Add($"{new string(' ', Margin + NumberWidth)}..."); }
            else { Show(rung); }
            if (rung is not null && ReferenceEquals(rung, broken)) { Bug(); }
        }

        if (broken is null) { Bug(); }
        return [.. _lines.Select(line => line.TrimEnd())];
    }

    private void Heads()
    {
        var lead = new string(' ', Margin);
        var indent = new string(' ', NumberWidth + 1);
        _lines.Add(lead + string.Concat(_rungs.Threads.Select(name => Cell(indent + name))));
        _lines.Add(lead + string.Concat(_rungs.Threads.Select(name => Cell(indent + new string('-', name.Length)))));
    }

    private void Bug()
    {
        if (trace.Header.Violation is not { } violation) { return; }
        const string Lead = "-> BUG: ";
        var indent = new string(' ', Margin);
        var first = true;
        foreach (var part in Wrapped(Plain(violation.Refutation), Width - Margin - Lead.Length))
        {
            _lines.Add(indent + (first ? Lead : new string(' ', Lead.Length)) + part);
            first = false;
        }
    }

    /// <summary>Who goes round for ever is a thread, and not what it looks at: the one that comes last does.</summary>
    private string Plain(string refutation)
    {
        const string Round = " go round for ever";
        var at = refutation.IndexOf(Round, StringComparison.Ordinal);
        return at >= 0 && _rungs.All.LastOrDefault(rung => rung is not null) is { } last
            ? $"{last.Thread} goes round for ever{refutation[(at + Round.Length)..]}"
            : refutation;
    }

    private void Show(Rung rung)
    {
        var column = 0;
        while (_rungs.Threads[column] != rung.Thread) { column++; }
        var depth = _held.GetValueOrDefault(rung.Thread);
        var lane = rung.Kind switch
        {
            RungKind.Takes => "/",
            RungKind.Gives => "\\",
            _ => depth > 0 ? "|" : " ",
        };
        if (rung.Kind == RungKind.Takes) { _held[rung.Thread] = depth + 1; }
        if (rung.Kind == RungKind.Gives) { _held[rung.Thread] = Math.Max(0, depth - 1); }
        var width = IsLinear ? Width - Margin - NumberWidth - 12 : ColumnWidth - NumberWidth - 3;
        var parts = Short([.. Wrapped(TextOf(rung, width), Math.Max(12, width))]);
        for (var at = 0; at < parts.Count; at++)
        {
            var number = at == 0 ? $"{rung.Line,NumberWidth}" : new string(' ', NumberWidth);
            var side = at == 0 ? lane : _held.GetValueOrDefault(rung.Thread) > 0 ? "|" : " ";
            Put(at == 0 ? MarksOf(rung) : "", column, $"{number}{side} {parts[at]}");
        }
    }

    /// <summary>Of a line that holds a whole function its beginning does.</summary>
    private static List<string> Short(List<string> parts) =>
        parts.Count <= PartsMax ? parts : [.. parts.Take(PartsMax - 1), "  ..."];

    private void Put(string marks, int column, string text)
    {
        var lead = marks.PadRight(Margin);
        if (IsLinear)
        {
            _lines.Add($"{lead}{_rungs.Threads[column],-10}{text}");
            return;
        }

        var cells = _rungs.Threads.Select((name, at) =>
            at == column ? Cell(text) : Cell(_held.GetValueOrDefault(name) > 0
                ? $"{new string(' ', NumberWidth)}|" : ""));
        _lines.Add(lead + string.Concat(cells));
    }

    private string Cell(string text) => text.PadRight(ColumnWidth);

    /// <summary>Of a critical section that is one step its first line has the marks.</summary>
    private string MarksOf(Rung rung)
    {
        if (trace.Header.Violation is not { } violation || rung.Step == _marked) { return ""; }
        _marked = rung.Step;
        var marks = "";
        if (violation.Race is { } race && (Has(rung, race.First) || Has(rung, race.Second))) { marks += "*"; }
        if (violation.Doomed is { } doomed && Has(rung, doomed)) { marks += "#"; }
        return marks;
    }

    private bool Has(Rung rung, int step) =>
        RungList.StepShown(trace, step) is var shown && rung.First <= shown && shown <= rung.Step;

    /// <summary>The line of the file, and what the step did where there is room for it.</summary>
    private string TextOf(Rung rung, int width)
    {
        var text = WithoutComment(file.Source.Line(rung.Line));
        var comment = rung.Waits ? "waits" : rung.Kind == RungKind.Plain ? rung.Note : "";
        var whole = $"{text} /* {comment} */";
        return comment.Length > 0 && (whole.Length <= width || rung.Waits || rung.IsRefused)
            ? whole
            : text;
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf("/*", StringComparison.Ordinal);
        if (comment < 0) { comment = line.IndexOf("//", StringComparison.Ordinal); }
        var text = comment > 0 && line[..comment].Trim().Length > 0 ? line[..comment] : line;
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        while (text.Length > width)
        {
            var at = text.LastIndexOf(' ', width);
            if (at <= width / 3) { at = text.LastIndexOf('(', width - 1) + 1; }
            if (at <= width / 3) { at = width; }
            yield return text[..at];
            text = $"  {text[at..].TrimStart()}";
        }

        yield return text;
    }
}
