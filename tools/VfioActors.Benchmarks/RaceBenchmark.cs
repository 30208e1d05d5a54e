using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;
using VfioActors.Races.Texts;
using VfioActors.Scenarios.AuxOneOwner;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many steps a second does a search take of a race file, against the same protocol written as behaviours: the
/// litmus model of aux-domains with three clients, each turn of the owner a critical section? A search to its end, as
/// what is met for the first time costs more in a race file.
/// </summary>
internal sealed class RaceBenchmark(int rounds, TextWriter output)
{
    private const int Clients = 3;

    internal void Run()
    {
        output.WriteLine($"{"litmus model of aux-domains, M steps/s a core",-46} {"race file",12} {"behaviours",12}");
        foreach (var strategy in new[] { "dfs", "dpor", "stateful" })
        {
            var race = Rate.Median(rounds, () => Explore(Race(), [], Delivery.Pair, strategy)).MillionsPerCore;
            var behaviours = Rate.Median(rounds, () => Explore(
                new AuxOneOwnerScenario(), Values, Delivery.Causal, strategy)).MillionsPerCore;
            output.WriteLine($"{strategy,-46} {race,12:F2} {behaviours,12:F2}  ratio {race / behaviours:F2}");
        }
    }

    private static (string Name, string Value)[] Values =>
        [("devices", $"{Clients}"), ("variant", "posted"), ("granularity", "turns")];

    private static long Explore(
        Scenario scenario, (string Name, string Value)[] values, Delivery delivery, string strategy)
    {
        var arguments = ScenarioArguments.Of(scenario, values, []);
        var setup = Setup.Of(scenario, arguments, delivery).Without(property => true);
        return Explorer.Explore(
            () => setup,
            made => StrategyCatalog.Make(strategy, 1, made.Properties)!,
            new()).Deliveries;
    }

    private static RaceScenario Race()
    {
        const string Attach = """
            spin_lock(&owner); d = dp; spin_unlock(&owner);
            if (d == 0) {
                int p;
                spin_lock(&owner); p = ida_alloc_range(&pasids, 1, 15, 0); spin_unlock(&owner);
                spin_lock(&owner); dp = p; spin_unlock(&owner);
            }
            spin_lock(&owner); iref++; entry[N] |= 1 << (dp + 0); ref++; spin_unlock(&owner);
            spin_lock(&owner); e = dp; ref--; if (ref == 0 && e > 0) if (ida_exists(&pasids, e)) ida_free(&pasids, e);
            entry[N] &= ~(1 << e); iref--; spin_unlock(&owner);
            """;
        var text = "int dp, ref, iref, entry[8]; DEFINE_IDA(pasids); DEFINE_SPINLOCK(owner);\n"
            + string.Concat(Enumerable.Range(0, Clients).Select(client =>
                $"CPU{client} {{ int d, e; {Attach.Replace("N", $"{client}", StringComparison.Ordinal)} }}\n"));
        return new(new RaceFile(new SourceText("litmus.race", text)));
    }
}
