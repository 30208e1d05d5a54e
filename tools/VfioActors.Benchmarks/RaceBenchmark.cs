using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Races.Files;
using VfioActors.Races.Texts;
using VfioActors.Scenarios.AuxOneOwner;

namespace VfioActors.Benchmarks;

/// <summary>
/// How many steps a second does a search take of a race file, against the same protocol written as behaviours: the
/// litmus model of aux-domains with three clients, each turn of the owner a critical section? A search to its end, as
/// what is met for the first time costs more in a race file; reading and compiling the file is no part of it.
/// </summary>
internal sealed class RaceBenchmark(int rounds, TextWriter output)
{
    private const int Clients = 3;

    internal void Run()
    {
        output.WriteLine($"{"litmus model of aux-domains, M steps/s a core",-46} {"race file",12} {"behaviours",12}");
        var race = Ready(Race(), [], Delivery.Pair);
        var behaviours = Ready(new AuxOneOwnerScenario(), Values, Delivery.Causal);
        foreach (var strategy in new[] { "dfs", "dpor", "stateful" })
        {
            var asked = Rate.Median(rounds, () => Explore(race, strategy)).MillionsPerCore;
            var known = Rate.Median(rounds, () => Explore(behaviours, strategy)).MillionsPerCore;
            output.WriteLine($"{strategy,-46} {asked,12:F2} {known,12:F2}  ratio {asked / known:F2}");
        }
    }

    private static (string Name, string Value)[] Values =>
        [("devices", $"{Clients}"), ("variant", "posted"), ("granularity", "turns")];

    /// <summary>What is explored, read and compiled.</summary>
    private static Setup Ready(Scenario scenario, (string Name, string Value)[] values, Delivery delivery) =>
        Setup.Of(scenario, ScenarioArguments.Of(scenario, values, []), delivery).Without(property => true);

    private static long Explore(Setup setup, string strategy) => Explorer.Explore(
        () => setup,
        made => StrategyCatalog.Make(strategy, 1, made.Properties)!,
        new()).Deliveries;

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
