using System.CommandLine;
using VfioActors.Cli.Inputs;
using VfioActors.Cli.Terminals;
using VfioActors.Cli.Traces;
using VfioActors.Exploration.Strategies.Catalogs;

namespace VfioActors.Cli.Races;

/// <summary>The flags that say how a race file is checked, and what is written of it.</summary>
internal sealed class CheckFlags
{
    /// <summary>The greatest number of rounds of a loop.</summary>
    private const int RoundsMax = 1_000;

    private readonly Option<string[]> _defines = SharedOptions.Texts(
        "--defect", "NAME", "switch an #ifdef NAME of the file on; again for more; -D for short");

    private readonly Option<bool> _faults = new("--faults")
    {
        Description = "let each allocation fail too, and signals come",
    };
    private readonly Option<string?> _rounds =
        SharedOptions.Text("--rounds", "N",
            "how many rounds a loop has before a run is cut, 0 for any; 8 when not said");

    private readonly Option<string?> _strategy = SharedOptions.Text(
        "--strategy", "NAME", $"{string.Join('|', StrategyCatalog.Names)}; when not said, one is chosen");

    private readonly Option<string?> _preemptions = SharedOptions.Preemptions();
    private readonly Option<bool> _symmetry = new("--symmetry")
    {
        Description = "go on once from all states that differ only in which of several equal threads is which",
    };

    private readonly Option<string?> _time = SharedOptions.Text("--time", "SECONDS", SharedOptions.TimeOfSearch);
    private readonly Option<string?> _show = SharedOptions.Text(
        "--show", "N", "which failure to show in full; 1 when not said");
    private readonly Option<string?> _folder =
        SharedOptions.Text("--out", "DIR", $"where traces go; {TraceStore.UsualFolder} when not said");

    /// <summary>Gives a command these flags.</summary>
    public void AddTo(Command command)
    {
        _defines.Aliases.Add("-D");
        Option[] options = [_defines, _faults, _rounds, _strategy, _preemptions, _symmetry, _time, _show, _folder];
        foreach (var option in options) { command.Add(option); }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public RaceRequest Read(ParseResult parsed, string path)
    {
        var strategy = parsed.GetValue(_strategy);
        if (strategy is not null && !StrategyCatalog.Names.Contains(strategy))
        {
            throw new UsageException(Suggestions.Complaint("no strategy", strategy, [.. StrategyCatalog.Names]));
        }

        return new(
            path,
            parsed.GetValue(_defines) ?? [],
            parsed.GetValue(_faults),
            (int?)Numbers.Whole("--rounds", parsed.GetValue(_rounds), 0, RoundsMax))
        {
            Strategy = strategy,
            Options = new()
            {
                Preemptions = SharedOptions.PreemptionsOf(parsed.GetValue(_preemptions)),
                Symmetry = parsed.GetValue(_symmetry),
                Time = Numbers.Seconds("--time", parsed.GetValue(_time)),
            },
            Show = (int)(Numbers.Whole("--show", parsed.GetValue(_show), 1, int.MaxValue) ?? 1),
        };
    }

    /// <summary>The folder that traces go to; complains before any work is done.</summary>
    /// <exception cref="UsageException">There can be no such folder.</exception>
    public TraceStore Store(ParseResult parsed)
    {
        var said = parsed.GetValue(_folder);
        return new TraceStore(said ?? TraceStore.UsualFolder, null).Checked(isSaid: said is not null);
    }
}
