using VfioActors.Exploration.Programs;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Worlds;

/// <summary>
/// Who knows of which message on its way is a word each where a run sent little. That is another way to compute it than
/// the rows of words that are renamed, and tells the same states apart.
/// </summary>
public sealed class CausalHashTests
{
    private const int Runs = 30;

    [Fact]
    public void A_word_tells_apart_what_rows_of_words_do()
    {
        var merged = 0;
        for (var number = 0; number < ToyCount.Programs; number++)
        {
            ProgramScenario scenario = new(ProgramGenerator.Draw(number));
            var world = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal).MakeWorld();
            TrialRuns.Rehearse(world);
            merged += Compare(world, new(number));
        }

        Assert.True(merged > ToyCount.Programs, $"only {merged} states came again");
    }

    /// <returns>How many states came again after another past.</returns>
    private static int Compare(World world, SeededRandom random)
    {
        var rows = world.Renamed(new(new NoRenamings()));
        Dictionary<ulong, ulong> byWord = [];
        Dictionary<ulong, ulong> byRows = [];
        var (known, again) = (world.Distinctions, 0);
        for (var run = 0; run < Runs; run++)
        {
            world.BackTo(0);
            while (world.Enabled.Length > 0 && world.Depth < RunLimit.StepsMax)
            {
                world.Take(world.Enabled[random.Below(world.Enabled.Length)]);
                if (known != world.Distinctions)
                {
                    known = world.Distinctions;
                    byWord.Clear();
                    byRows.Clear();
                }

                var (one, other) = (world.StateFingerprint, rows.Future([]));
                if (!byWord.TryAdd(one, other)) { again++; }
                byRows.TryAdd(other, one);
                Assert.Equal(other, byWord[one]);
                Assert.Equal(one, byRows[other]);
            }
        }

        return again;
    }
}
