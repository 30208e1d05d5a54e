using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Testing.Tallies;

/// <summary>Clerks add to one total and look at it: the smallest world in which updates get lost.</summary>
/// <remarks>With script 0 each clerk adds once; other numbers are seeds of random errands.</remarks>
public sealed class TallyScenario : Scenario
{
    public override string Name => "tally";

    public override string Summary => "Clerks add to one total and look at it.";

    public override IReadOnlyList<ScenarioParameter> Parameters { get; } =
    [
        ScenarioParameter.Number("clerks", "how many clerks", 2, 1, 4),
        ScenarioParameter.Number("script", "0: each adds once; else the seed of random errands", 0, 0, int.MaxValue),
    ];

    public override IReadOnlyList<Defect> Defects => TallyDefects.All;

    public override void Build(ScenarioBuilder builder)
    {
        var tally = builder.Add("tally", new TallyBehavior());
        SeededRandom random = new(builder.Number("script"));
        List<ActorId> clerks = [];
        for (var clerk = 0; clerk < builder.Number("clerks"); clerk++)
        {
            var errands = builder.Number("script") == 0 ? [Errand.Add] : Errands(random);
            var script = builder.Script($"clerk{clerk}", errands.Select(errand => (TextOf(errand), errand)));
            clerks.Add(builder.Add($"clerk{clerk}", new ClerkBehavior(tally, script, builder.Defects)));
        }

        builder.Claim(new TallyAddsUp(tally, clerks), new TotalNeverFalls());
    }

    private static List<Errand> Errands(SeededRandom random) =>
        [.. Enumerable.Range(0, 1 + random.Below(3)).Select(_ => random.Below(3) == 0 ? Errand.Look : Errand.Add)];

    private static string TextOf(Errand errand) => errand == Errand.Add ? "ADD(1)" : "LOOK";
}
