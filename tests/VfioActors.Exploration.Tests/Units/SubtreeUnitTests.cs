using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Strategies.Subtrees;
using VfioActors.Exploration.Tests.Strategies.Sharing;
using VfioActors.Exploration.Tests.Strategies.Subtrees;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>Reduction by partial order in units, by workers that come and go, takes the runs that one takes.</summary>
public sealed class SubtreeUnitTests
{
    /// <summary>Searches with more runs are passed over.</summary>
    private const int RunsMax = 1_500;

    public static TheoryData<ToyFeatures, Delivery> Kinds => ToyKinds.All;

    public static TheoryData<Delivery> Deliveries => [.. Made.InOrder];

    [Theory, MemberData(nameof(Kinds))]
    public void Of_toys_all_is_the_same_whoever_does_what(ToyFeatures features, Delivery delivery)
    {
        var (compared, again) = (0, 0);
        for (var seed = 0; seed < ToyCount.Programs / 2; seed++)
        {
            if (Compare(() => Made.Toy(seed, features, delivery), seed) is not { } workers) { continue; }
            compared++;
            again += workers.Restarts;
        }

        Assert.True(compared >= ToyCount.Programs / 4, $"only {compared} were small enough");
        if (features.HasFlag(ToyFeatures.Inline)) { Assert.True(again > 0); }
    }

    [Theory, MemberData(nameof(Deliveries))]
    public void Of_generated_programs_too(Delivery delivery)
    {
        var (compared, lost, given) = (0, 0, 0L);
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            if (Compare(() => ProgramOf(number, delivery), number) is not { } workers) { continue; }
            compared++;
            (lost, given) = (lost + workers.Lost, given + workers.GivenAgain);
        }

        Assert.True(compared >= ToyCount.Programs / 2, $"only {compared} were small enough");
        Assert.True(lost > compared / 2 && given > lost / 2);
    }

    [Theory, MemberData(nameof(SubtreeSearchTests.ScenarioNames), MemberType = typeof(SubtreeSearchTests))]
    public void Scenarios_of_the_house_come_to_the_same(string name)
    {
        for (var seed = 2; seed < 5; seed++) { Compare(() => ScenarioOf(name, null, null), seed, 6_000); }
    }

    [Theory]
    [InlineData("devices=3", "AUX-03", 300)]
    [InlineData("devices=3", "AUX-03", null)]
    [InlineData("devices=3", "AUX-03", 7)]
    public void A_defect_is_found_as_often_and_by_the_same_run(string parameter, string defect, int? size)
    {
        Setup Again() => ScenarioOf("aux-attach-detach", parameter, defect);
        var alone = Alone(Again, new());
        SimulatedWorkers workers = new(Again, "dpor", new(), 3, 5, unitSize: size ?? 1_000) { Losses = 3 };
        Assert.NotEmpty(alone.Failures);
        Assert.Equal(Told(alone), Told(workers.Search()));
        Assert.Equal(3, workers.Lost);
    }

    public static TheoryData<string, string> Misfits => new()
    {
        { "depth", "something is wanted of depth 3, and the nodes above end at -1" },
        { "gone", "9 of 1 branches are done, and one is left" },
        { "actor", "a step of what is left is one of no actor, or is there twice" },
        { "wanted", "a step of what is left is one of no actor, or is there twice" },
        { "twice", "a step of what is left is one of no actor, or is there twice" },
        { "learned", "who learned something has nothing else to say of a subtree" },
        { "strangers", "what was learned is about actors -1 and 99 of " },
        { "missing", "a result makes no sense: what came of a subtree is out of its bounds" },
    };

    [Theory, MemberData(nameof(Misfits))]
    public void What_cannot_be_of_a_subtree_is_refused_and_the_subtree_is_given_again(string what, string words)
    {
        Setup Again() => ScenarioOf("aux-attach-detach", "devices=2", null);
        UnitLedger ledger = new(Again(), "dpor", new()) { UnitSize = 1 };
        ledger.Join(0);
        var unit = ledger.Take(0)!;
        var result = UnitWorker.Make(Again(), "dpor", new(), new(Turn: 0, [])).Do(unit, default);
        var first = result.Subtree!.Left[0];
        KnownSteps strange = new(false, [new(99, "A.B", -1, 0, 0, 0, false)]);
        var bent = what switch
        {
            "depth" => result.Subtree with { Asked = [new(3, [])] },
            "gone" => Left(first with { Gone = 9, Wanted = first.Wanted[..1], IsFull = false }),
            "actor" => Left(first with { Candidates = [new(long.MaxValue, 0)] }),
            "wanted" => Left(first with { Wanted = [long.MaxValue, .. first.Wanted] }),
            "twice" => Left(first with { Candidates = [first.Candidates[0], first.Candidates[0]] }),
            "learned" => result.Subtree with { Learned = strange },
            "strangers" => new() { Learned = strange },
            _ => null,
        };
        SubtreePart Left(SubtreeRest rest) => result.Subtree! with { Left = [rest] };
        var refused = Assert.Throws<InvalidDataException>(() => ledger.Accept(0, result with { Subtree = bent }));
        Assert.StartsWith(words, refused.Message);
        ledger.Lose(0);
        ledger.Join(1);
        var again = ledger.Take(1)!;
        Assert.Equal(unit.Number + 1, again.Number);
        Assert.Empty(again.Way);
        Assert.True(ledger.Accept(1, result with { Number = again.Number }) > 0);
        var next = ledger.Take(1)!;
        Assert.NotEmpty(next.Way);
        var foreign = UnitWorker.Make(Again(), "dpor", new(), new(Turn: 0, [])).Do(next, default);
        var wants = foreign with { Subtree = foreign.Subtree! with { Asked = [new(0, [long.MaxValue])] } };
        Assert.Equal(
            "a channel is wanted at depth 0 that cannot be gone there",
            Assert.Throws<InvalidDataException>(() => ledger.Accept(1, wants)).Message);
    }

    /// <summary>A way that leads nowhere is no way, and a worker says so.</summary>
    [Fact]
    public void A_worker_refuses_a_way_that_it_cannot_go()
    {
        var worker = UnitWorker.Make(ScenarioOf("aux-attach-detach", "devices=2", null), "dpor", new(), new(Turn: 0, []));
        WorkUnit unit = new(0, 0, 1, []);
        SubtreeStep nobody = new(long.MaxValue, 0);
        Assert.Equal(
            "InvalidDataException: a step of the way to a subtree is one of no actor",
            worker.Do(unit with { Way = [new([], nobody, [], false)] }, default).Thrown);
        SubtreeStep self = new(Channel.KeyOf(ChannelKind.Messages, new(1), new(1)), 0);
        Assert.Equal(
            "InvalidDataException: a step of the way to a subtree cannot be next there",
            worker.Do(unit with { Way = [new([], self, [], false)] }, default).Thrown);
    }

    [Fact]
    public void Without_its_first_part_nothing_is_complete()
    {
        Setup Again() => ScenarioOf("aux-attach-detach", "devices=2", null);
        UnitLedger ledger = new(Again(), "dpor", new()) { UnitSize = 1 };
        ledger.Join(0);
        ledger.Accept(0, UnitWorker.Make(Again(), "dpor", new(), new(Turn: 0, [])).Do(ledger.Take(0)!, default));
        var report = ledger.Report();
        Assert.False(report.Complete);
        Assert.Equal(1, report.Runs + report.Left);
        Assert.True(report.Remainder!.UntriedSteps > 0);
    }

    /// <returns>The workers; null when one has too much to do.</returns>
    private static SimulatedWorkers? Compare(Func<Setup> again, int seed, int runsMax = RunsMax)
    {
        var alone = Alone(again, new() { Runs = runsMax });
        if (!alone.Complete || alone.CutRuns > 0) { return null; }
        SimulatedWorkers workers = new(again, "dpor", new(), 1 + (seed % 4), seed, unitSize: 1 + (seed % 13))
        {
            Losses = seed % 6,
        };
        var together = workers.Search();
        Assert.True(Told(alone) == Told(together), $"program {seed}:\n{Told(alone)}\n{Told(together)}");
        Assert.Equal(alone.Judged.Claims, together.Judged.Claims);
        Assert.Equal(alone.Judged.NeverApplied, together.Judged.NeverApplied);
        return workers;
    }

    private static string Told(ExplorationReport report) => string.Join('\n',
    [
        SearchTotals.Of(report).ToString(),
        $"{report.CutRuns} cut, doubt {report.Doubt}",
        .. report.Failures.Select(failure =>
            $"{failure.Property.Name}: {failure.Reason}, met {failure.Occurrences}: "
                + string.Join(' ', failure.Schedule)),
    ]);

    private static ExplorationReport Alone(Func<Setup> setup, ExplorationOptions options) =>
        Explorer.Explore(setup, made => new DporStrategy(made.Properties), options);

    private static Setup ScenarioOf(string name, string? parameter, string? defect)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        (string, string)[] values = parameter?.Split('=') is [var key, var value] ? [(key, value)] : [];
        var arguments = ScenarioArguments.Of(scenario, values, defect is null ? [] : [defect]);
        return Setup.Of(scenario, arguments, Delivery.Causal);
    }

    private static Setup ProgramOf(int number, Delivery delivery)
    {
        ProgramScenario scenario = new(ProgramGenerator.Draw(number));
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
    }
}
