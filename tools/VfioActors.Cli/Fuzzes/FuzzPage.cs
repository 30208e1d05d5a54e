using VfioActors.Behaviors.Values;
using VfioActors.Cli.Outputs;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Fuzzes;

/// <summary>Random accesses for people: a row a profile, and how each property was first broken.</summary>
internal sealed class FuzzPage
{
    private const int NumbersWidth = 20;
    private static readonly string[] Head = ["profile", "accesses", "in", "verdict"];
    private readonly Page _page;
    private readonly Columns _columns;
    private readonly Terminal _terminal;

    /// <param name="terminal">Where they read it.</param>
    /// <param name="profiles">For the widths of the columns.</param>
    public FuzzPage(Terminal terminal, IEnumerable<string> profiles)
    {
        _terminal = terminal;
        _page = new(terminal);
        _columns = new([profiles.Append(Head[0]).Max(profile => profile.Length), NumbersWidth, NumbersWidth / 2]);
        _page.Head(_columns.Line(Head));
    }

    /// <summary>A row.</summary>
    public void Row(FuzzDocument row)
    {
        _page.Line(_columns.Line(
            [
                row.Profile, Counted.Grouped(row.Accesses, "access", "accesses"), Amount.Seconds(row.Seconds),
                row.Verdict,
            ]));
        foreach (var (property, reason) in row.Broken) { _page.Wrapped($"  {property}  ", reason); }
        if (row.Escaped is { } escaped) { _page.Wrapped("  ESCAPED  ", escaped); }
        _terminal.Output.Flush();
    }
}
