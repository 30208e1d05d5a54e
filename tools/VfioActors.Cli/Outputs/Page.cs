using Spectre.Console;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration;

namespace VfioActors.Cli.Outputs;

/// <summary>What people read: labels and texts in columns, with colours where they can be seen.</summary>
internal sealed class Page
{
    /// <summary>The columns before the text of a labelled line.</summary>
    public const int LabelWidth = 12;

    /// <summary>Lines are broken by whoever writes them, never by the library.</summary>
    private const int NeverWrapped = 1 << 20;

    private static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Good = new(Color.Green, decoration: Decoration.Bold);
    private static readonly Style Unknown = new(Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    private readonly IAnsiConsole _console;
    private readonly int? _columns;
    private readonly int _width;

    public Page(Terminal terminal)
    {
        _columns = terminal.OutputWidth;
        _width = int.Min(WrappedText.Width, terminal.OutputWidth - 1 ?? WrappedText.Width);
        _console = AnsiConsole.Create(new()
        {
            Ansi = terminal.HasColors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Output),
        });
        _console.Profile.Width = NeverWrapped;
    }

    /// <summary>A line that heads others; more where the terminal is narrow.</summary>
    public void Head(string text)
    {
        var fits = _columns is not { } columns || text.Length < columns;
        foreach (var line in fits ? [text] : WrappedText.Lines("", text, 2, _width)) { Styled(line, Heading); }
    }

    /// <summary>A line as it is.</summary>
    public void Line(string text = "")
    {
        _console.Profile.Out.Writer.Write(text);
        _console.Profile.Out.Writer.Write('\n');
    }

    /// <summary>Rows in columns, no wider than the terminal.</summary>
    public void Put(Columns columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var fitting = columns.Within(_columns);
        foreach (var line in rows.SelectMany(fitting.Lines)) { Line(line); }
    }

    /// <summary>The row that heads others in columns.</summary>
    public void Head(Columns columns, IReadOnlyList<string> row)
    {
        foreach (var line in columns.Within(_columns).Lines(row)) { Head(line); }
    }

    /// <summary>Text in lines that fit a mail, each moved in like the first.</summary>
    public void Wrapped(string lead, string text)
    {
        foreach (var line in WrappedText.Lines(lead, OneLine.Of(text), lead.Length, _width)) { Line(line); }
    }

    /// <summary>A label and its text, in lines that fit a mail.</summary>
    public void Labelled(string label, string text)
    {
        Wrapped(label.PadRight(LabelWidth), text);
    }

    /// <summary>A verdict is about what was looked at, and about nothing else.</summary>
    public void Judged(JudgedProperties judged)
    {
        if (judged.Claims.Count > 0) { Labelled("claims", string.Join(", ", judged.Claims)); }
        if (judged.Checks.Count > 0) { Labelled("and checks", string.Join(", ", judged.Checks)); }
        if (judged.NeverApplied.Count > 0)
        {
            var names = string.Join(", ", judged.NeverApplied);
            Labelled("not looked", $"at {names}: nothing is here that it is about");
        }

        foreach (var waived in judged.Waived) { Labelled("not checked", $"{waived.Name}: {waived.Reason}"); }
    }

    /// <summary>The answer, its first word in its colour.</summary>
    public void Answer(Verdict verdict, string text) => Answer(verdict, VerdictText.Of(verdict), text);

    /// <summary>The answer, its first words in its colour.</summary>
    public void Answer(Verdict verdict, string word, string text)
    {
        var style = verdict switch
        {
            Verdict.Held or Verdict.HeldWithinBound => Good,
            Verdict.Broken => Bad,
            _ => Unknown,
        };
        var label = "verdict".PadRight(LabelWidth);
        var lines = WrappedText.Lines(label, word + OneLine.Of(text), LabelWidth, _width).ToList();
        _console.Profile.Out.Writer.Write(label);
        _console.Write(word, style);
        Line(lines[0][(label.Length + word.Length)..]);
        foreach (var line in lines.Skip(1)) { Line(line); }
    }

    private void Styled(string text, Style style)
    {
        _console.Write(text, style);
        Line();
    }
}
