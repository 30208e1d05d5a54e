using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Tests.Livelocks;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Checkpoints;

/// <summary>A search that is ended, written down and gone on with elsewhere is the same search.</summary>
public sealed class ResumeTests : IDisposable
{
    /// <summary>Searches with more deliveries than about this are passed over.</summary>
    private const int DeliveriesMax = 8_000;

    private const int Samples = 200;

    /// <summary>Each is written to disk a few times.</summary>
    private static int Programs => ToyCount.Programs / 7;

    private readonly KeptOnDisk _disk = new();

    public static TheoryData<string, Delivery> Searches
    {
        get
        {
            TheoryData<string, Delivery> rows = [];
            foreach (var delivery in Enum.GetValues<Delivery>())
            {
                foreach (var strategy in StrategyCatalog.Names)
                {
                    if (strategy != "dpor" || delivery != Delivery.Bag) { rows.Add(strategy, delivery); }
                }
            }

            return rows;
        }
    }

    public static TheoryData<string, Action<ScenarioBuilder>, string?> EndlessPrograms => LivelockTests.Programs;

    public void Dispose() => _disk.Dispose();

    [Theory, MemberData(nameof(Searches))]
    public void A_search_that_is_ended_anywhere_comes_to_what_the_whole_comes_to(string strategy, Delivery delivery)
    {
        var (compared, stops) = (0, 0);
        IStrategy Make(Setup made) => StrategyCatalog.Make(strategy, 7, made.Properties)!;
        var samples = StrategyCatalog.Sampling.Contains(strategy);
        for (var number = 0; number < Programs; number++)
        {
            Setup Again() => ProgramOf(number, delivery, strategy is "stateful" or "breadth");
            ExplorationOptions whole = new() { Runs = samples ? Samples : null };
            var alone = Explorer.Explore(Again, Make, whole with { Deliveries = DeliveriesMax });
            if (samples ? alone.Runs < Samples : !alone.Complete || alone.CutRuns > 0) { continue; }
            compared++;
            SeededRandom random = new(number);
            var runs = 0L;
            List<ExplorationOptions> bounds = [];
            for (var stop = 0; stop < 1 + (number % 4); stop++)
            {
                runs = Math.Min(alone.Runs, runs + random.Below((int)Math.Max(1, alone.Runs / 2)));
                bounds.Add(whole with { Runs = runs });
            }

            var parts = _disk.Explored(Again, Make, whole, bounds);
            stops += _disk.Stops;
            Assert.Equal(Outcome.Of(alone), Outcome.Of(parts));
        }

        Assert.True(compared >= Programs / 4, $"only {compared} were small enough");
        Assert.True(stops > compared / 2, $"only {stops} stops of {compared} searches");
    }

    private static Setup ProgramOf(int number, Delivery delivery, bool forgets)
    {
        ProgramScenario scenario = new(ProgramGenerator.Draw(number));
        var made = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
        return forgets ? made.Without(property => property is Ordering) : made;
    }
}
