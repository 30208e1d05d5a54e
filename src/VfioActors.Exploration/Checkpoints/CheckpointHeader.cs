namespace VfioActors.Exploration.Checkpoints;

/// <summary>Which search a checkpoint is of: its second line, as JSON, so that a person can read it.</summary>
/// <remarks>
/// A place in a search means something only in the very same search. So all that decides what a search does next is
/// here, and <see cref="Difference"/> says what differs. How far the search may go is not part of that.
/// </remarks>
public sealed record CheckpointHeader
{
    /// <summary>The version of the product that wrote it.</summary>
    public required string Product { get; init; }

    /// <summary>A digest of what the scenario, its behaviours and the engine were compiled to.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// A digest of what some random runs come to and of what is said of them: what is neither compiled nor a parameter
    /// shows there.
    /// </summary>
    public required string Trials { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>Every parameter of the scenario with its value, in ordinal order of the names.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The ids of the defects that were on, in ordinal order.</summary>
    public required IReadOnlyList<string> Defects { get; init; }

    /// <summary>The ids of operations that were left out, lowest first.</summary>
    public required IReadOnlyList<int> Dropped { get; init; }

    /// <summary>The names of all that was looked at: what is claimed, and what is checked of every scenario.</summary>
    public required IReadOnlyList<string> Properties { get; init; }

    /// <summary>The model of delivery.</summary>
    public required string Delivery { get; init; }

    /// <summary>How many messages a bag could lose; 0 for any other delivery.</summary>
    public required int Losses { get; init; }

    /// <summary>How many times a bag could have a message handled and keep it; 0 for any other delivery.</summary>
    public required int Repeats { get; init; }

    /// <summary>The strategy that was at work.</summary>
    public required string Strategy { get; init; }

    /// <summary>Whether the strategy was chosen by the search, so that another one may follow it.</summary>
    public required bool IsChosen { get; init; }

    /// <summary>Why it was chosen; empty when it was asked for, or is the first.</summary>
    public required string Reason { get; init; }

    /// <summary>Where the random numbers started.</summary>
    public required long Seed { get; init; }

    /// <summary>How many preemptions a run may have; null for any number.</summary>
    public int? Preemptions { get; init; }

    /// <summary>Whether states were merged that differ only in which of several equal things is which.</summary>
    public required bool Symmetry { get; init; }

    /// <summary>How many threads there were.</summary>
    public required int Workers { get; init; }

    /// <summary>Whether a run ends where it first breaks a property.</summary>
    public required bool StopsRuns { get; init; }

    /// <summary>After how many runs the search was to end; null for no bound. It may go on with another one.</summary>
    public long? RunsMax { get; init; }

    /// <summary>How many runs had come to their end.</summary>
    public required long Runs { get; init; }

    /// <summary>How many different states were met; null when they are not told apart.</summary>
    public long? States { get; init; }

    /// <summary>How long it took so far, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>What keeps another search from going on from here.</summary>
    /// <param name="now">The other search.</param>
    /// <returns>In one line; null when they are the same search.</returns>
    public string? Difference(CheckpointHeader now)
    {
        (string What, string Kept, string Asked)[] all =
        [
            ("another scenario", Scenario, now.Scenario),
            ("another product version", Product, now.Product),
            Told("other parameters", Listed(Parameters), Listed(now.Parameters)),
            Told("other defects", Defects, now.Defects),
            ("other operations left out", Text(Dropped), Text(now.Dropped)),
            Told("other properties", Properties, now.Properties),
            ("another delivery", Delivery, now.Delivery),
            ("another number of losses", $"{Losses}", $"{now.Losses}"),
            ("another number of repeats", $"{Repeats}", $"{now.Repeats}"),
            ("another strategy", Strategy, now.Strategy),
            ("another seed", $"{Seed}", $"{now.Seed}"),
            ("another bound on preemptions", Text(Preemptions), Text(now.Preemptions)),
            ("another symmetry", Text(Symmetry), Text(now.Symmetry)),
            ("another number of workers", $"{Workers}", $"{now.Workers}"),
            ("another --stop-at-first-violation", Text(StopsRuns), Text(now.StopsRuns)),
        ];
        foreach (var (what, kept, asked) in all)
        {
            if (kept == asked) { continue; }
            return $"the search that is kept has {what}: "
                + (asked.Length == 0 ? kept : $"{kept}, not {asked}");
        }

        return Model != now.Model
            ? "it was written by another build of the model or of the engine, in which its place in the search means "
                + $"something else ({Model}, not {now.Model})"
            : Trials != now.Trials
                ? "the same random runs come to something else than when it was written, or more is said of them: what "
                    + $"the model or a claim reads beside its parameters has changed ({Trials}, not {now.Trials})"
                : null;
    }

    private static string Text<T>(IReadOnlyList<T> list) => list.Count == 0 ? "none" : string.Join(' ', list);

    /// <summary>Lists may be long: what both have is not told.</summary>
    private static (string What, string Kept, string Asked) Told(
        string what, IReadOnlyList<string> kept, IReadOnlyList<string> asked)
    {
        if (kept.SequenceEqual(asked)) { return (what, "", ""); }
        string[] more = [.. kept.Except(asked)];
        string[] less = [.. asked.Except(kept)];
        return (kept.Count == 0 || asked.Count == 0, more.Length, less.Length) switch
        {
            (true, _, _) or (_, 0, 0) => (what, Text(kept), Text(asked)),
            (_, 0, _) => (what, $"without {Text(less)}", ""),
            (_, _, 0) => (what, $"also {Text(more)}", ""),
            _ => (what, Text(more), Text(less)),
        };
    }

    private static IReadOnlyList<string> Listed(IReadOnlyList<KeyValuePair<string, string>> values) =>
        [.. values.Select(value => $"{value.Key}={value.Value}")];

    private static string Text(int? number) => number is { } known ? $"{known}" : "any number";

    private static string Text(bool isOn) => isOn ? "on" : "off";
}
