using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Claims;
using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Machines;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Symmetries;
using VfioActors.Races.Syntax;
using VfioActors.Tracing;

namespace VfioActors.Races.Files;

/// <summary>
/// A race file as a scenario: its threads and shared objects are actors, its #ifdefs are the defects that can be
/// switched on, and its text is a parameter, so that a trace fits no other text.
/// </summary>
/// <remarks>
/// Under sequential consistency each thread asks for one access at a time, and goes on when that is answered: what is
/// asked by whom is delivered in the order of sending for each pair, and nothing more; see
/// <see cref="Delivery.Pair"/>.
/// </remarks>
/// <param name="file">The file.</param>
public sealed class RaceScenario(RaceFile file) : Scenario
{
    private const string Content = "content";
    private const string Rounds = "rounds";
    private const string Faults = "faults";
    private const int RoundsMax = 1_000;

    private readonly SortedSet<string> _cuts = new(StringComparer.Ordinal);

    /// <summary>
    /// The threads of which runs can meet a bound: to look at others costs time at the end of each run.
    /// </summary>
    private int[] _bounded = [];

    /// <summary>The file.</summary>
    public RaceFile File => file;

    /// <inheritdoc/>
    public override string Name => file.Source.Name;

    /// <inheritdoc/>
    public override string Summary => "a race file";

    /// <inheritdoc/>
    public override string Subsystem => "race";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Word(Content, "the digest of the text of the file", file.Source.Hash),
        ScenarioParameter.Word(Faults, "whether allocations may fail, and signals come", "off", "on"),
        ScenarioParameter.Number(
            Rounds, "how many rounds a loop has before a run is cut; 0 for any number", CompileOptions.UsualRounds, 0,
            RoundsMax),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects =>
        [.. file.Switches.Select(known => new Defect(known.Name, $"#ifdef {known.Name} of line {known.Line}"))];

    /// <inheritdoc/>
    /// <remarks>Without a switch the file is another one, and its ladder would show lines that were left out.</remarks>
    public override bool KeepsSwitches => true;

    /// <summary>Where runs were cut, so that what lies behind is not known.</summary>
    public IReadOnlyCollection<string> Cuts => _cuts;

    /// <summary>Whether a thread waits so that a signal ends that, or asks for one, once it is built.</summary>
    public bool AwaitsSignals { get; private set; }

    /// <summary>Whether all of these were loops that had too many rounds.</summary>
    public bool IsCutInLoops => _cuts.Count > 0 && _cuts.All(cut =>
        cut.StartsWith(RaceProgram.LoopLeft, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string? Doubt => _cuts.Count == 0
        ? null
        : $"{string.Join("; ", _cuts)}: what lies behind is not known";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Noted => _cuts;

    /// <summary>Whether a trace is of the file as it is, and not of a text that the file had before.</summary>
    public bool IsOf(TraceHeader header) =>
        header.Parameters.Contains(KeyValuePair.Create(Content, file.Source.Hash));

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var program = ProgramFor(builder);
        AwaitsSignals = program.AwaitsSignals;
        var watch = RaceSymmetry.Declare(builder, program);
        FlatThread[] flats = [.. program.Threads.Select(plan => new FlatThread(plan))];
        _bounded = [.. _bounded.Union(Enumerable.Range(0, flats.Length).Where(at => flats[at].IsBounded))];
        for (var thread = 0; thread < program.Threads.Count; thread++)
        {
            var plan = program.Threads[thread];
            TaskBehavior behavior = new(program, thread, flats[thread], IsLeftOut(builder, plan), watch);
            builder.Add(plan.Name, behavior, inline: true);
        }

        for (var place = 0; place < program.Objects.Count; place++)
        {
            builder.Add($"{NameOf(program.Objects[place])}.{place}", new ObjectBehavior(program, place, flats, watch));
        }

        builder.Claim(RaceClaims.Of(program, watch));
    }

    /// <inheritdoc/>
    public override void Rested(IWorldView view)
    {
        foreach (var thread in _bounded)
        {
            if (view.StateOf(new(thread + 1)) is not TaskState state) { continue; }
            if (state.Cut.Value.Value != 0) { _cuts.Add(WordsFor(state)); }
            if (state.Registers[ThreadPlan.LeftOut] is not 0 and var line)
            {
                _cuts.Add($"line {line} nests locks in more ways than are noted in {state.Plan.Name}");
            }
        }
    }

    /// <inheritdoc/>
    public override void Recall(IEnumerable<string> noted) => _cuts.UnionWith(noted);

    /// <summary>
    /// Each thread is one operation: a minimizer leaves out whole threads, but none that others need.
    /// </summary>
    private static bool IsLeftOut(ScenarioBuilder builder, ThreadPlan plan)
    {
        var text = $"line {plan.Line}";
        if (plan.Kind is ThreadKind.Cpu or ThreadKind.Irq or ThreadKind.Hardware)
        {
            return builder.Script(plan.Name, (text, plan)).Count == 0;
        }

        builder.Lasting(plan.Name, text);
        return false;
    }

    private static string NameOf(ObjectPlan plan) =>
        string.Concat(plan.Name.Select(one => char.IsAsciiLetterOrDigit(one) ? one : '-'));

    private static string WordsFor(TaskState cut)
    {
        var what = cut.Current.Op switch
        {
            Op.Guard => $"{RaceProgram.LoopLeft} {cut.Cut.Value.Value} was left after "
                + $"{Counted.Of(cut.Current.Limit, "round")}",
            Op.Cut => $"line {cut.Cut.Value.Value} {cut.Current.Text}",
            Op.Allocate => $"line {cut.Cut.Value.Value} allocated more than {Counted.Of(cut.Current.Limit, "time")}",
            Op.Ask => $"line {cut.Cut.Value.Value} {WordsFor(cut.Current.Access)}",
            Op.Spawn => $"line {cut.Cut.Value.Value} put off more than {Counted.Of(cut.Current.Limit, "call")}",
            _ => $"line {cut.Cut.Value.Value} computes without end",
        };
        return $"{what} in {cut.Plan.Name}";
    }

    /// <summary>What an object can no more do, by what was asked of it.</summary>
    private static string WordsFor(Access access) => access switch
    {
        Access.TryReadLock => "reads twice under a lock",
        Access.Free =>
            "gives an object of a kmem_cache back otherwise than by kmem_cache_free(), which is not counted,",
        Access.XaMark => "used an index beyond the last one that there is, or the mark of those that are free",
        Access.AwaitChange => "goes round for what may never be done, since an interrupt or a softirq may have come to "
            + "who does it,",
        < Access.AwaitChange => "waits for readers who have interrupts or softirqs on and others who have not",
        <= Access.IdaHas or Access.Empty => "used an index beyond the last one that there is",
        Access.EnterQueue or Access.FlushQueue => "has more work in a queue than is kept",
        _ => "disables work more often than is counted",
    };

    private RaceProgram ProgramFor(ScenarioBuilder builder)
    {
        var fails = builder.Word(Faults) == "on";
        CompileOptions options = new(builder.Number(Rounds), builder.AsksAll || fails) { Signals = fails };
        SortedSet<string> on = new(builder.Defects.Ids, StringComparer.Ordinal);
        return file.Compile(on, options);
    }
}
