using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Tests.Control.Programs;

/// <summary>A random program as a scenario, and what came of its runs.</summary>
internal sealed class RandomProgramScenario(RandomProgram program) : AkkaScenario
{
    private readonly SortedDictionary<string, List<string>> _notes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _ends = new(StringComparer.Ordinal);

    public override string Name => "random-program";

    public override string Summary => "Drawn at random.";

    protected override IReadOnlyList<ActorClaim> Claims => [new("Noted", "Every end is noted.", NoteEnd)];

    /// <summary>The ends of all runs, what broke in them, and whether these are all.</summary>
    internal static (SortedSet<string> Ends, SortedSet<string> Broken, bool IsComplete) Explored(
        RandomProgram program, string strategy, long runs)
    {
        using RandomProgramScenario scenario = new(program);
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        scenario._ends.Clear();
        var report = Explorer.Explore(
            () => setup, made => StrategyCatalog.Make(strategy, 1, made.Properties)!, new() { Runs = runs });
        return report.EndedBy is { } failure
            ? throw new InvalidOperationException("the search ended early", failure)
            : (scenario._ends, [.. report.Failures.Select(one => one.Property.Name)],
                report.Complete && report.CutRuns == 0);
    }

    protected override void Begin(Stage stage)
    {
        _notes.Clear();
        List<IActorRef> actors = [];
        for (var actor = 0; actor < program.Tables.Count; actor++)
        {
            var props = RandomActor.PropsOf(program, actor, Note);
            actors.Add(stage.Create(props, RandomProgram.NameOf(actor)));
        }

        foreach (var (actor, number) in program.First) { stage.Tell(actors[actor], new Say(number)); }
    }

    private void Note(string actor, string text)
    {
        if (!_notes.TryGetValue(actor, out var notes)) { _notes[actor] = notes = []; }
        notes.Add(text);
    }

    private string? NoteEnd()
    {
        _ends.Add(string.Join("; ", _notes.Select(one => $"{one.Key}: {string.Join(' ', one.Value)}")));
        return null;
    }
}
