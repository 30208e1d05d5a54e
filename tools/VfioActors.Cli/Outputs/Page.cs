using Spectre.Console;
using VfioActors.Cli.Inputs;
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

    public Page(Terminal terminal)
    {
        _console = AnsiConsole.Create(new()
        {
            Ansi = terminal.HasColors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Output),
        });
        _console.Profile.Width = NeverWrapped;
    }

    /// <summary>A line that heads others.</summary>
    public void Head(string text) => Styled(text, Heading);

    /// <summary>A line as it is.</summary>
    public void Line(string text = "")
    {
        _console.Profile.Out.Writer.Write(text);
        _console.Profile.Out.Writer.Write('\n');
    }

    /// <summary>Rows in columns.</summary>
    public void Put(Columns columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows) { Line(columns.Line(row)); }
    }

    /// <summary>Text in lines that fit a mail, each moved in like the first.</summary>
    public void Wrapped(string lead, string text)
    {
        foreach (var line in WrappedText.Lines(lead, OneLine.Of(text), lead.Length)) { Line(line); }
    }

    /// <summary>A label and its text, in lines that fit a mail.</summary>
    public void Labelled(string label, string text)
    {
        Wrapped(label.PadRight(LabelWidth), text);
    }

    /// <summary>The answer, its first word in its colour.</summary>
    public void Answer(Verdict verdict, string text)
    {
        var style = verdict switch { Verdict.Held => Good, Verdict.Broken => Bad, _ => Unknown };
        _console.Profile.Out.Writer.Write("verdict".PadRight(LabelWidth));
        _console.Write(VerdictText.Of(verdict), style);
        Line(text);
    }

    private void Styled(string text, Style style)
    {
        _console.Write(text, style);
        Line();
    }
}
