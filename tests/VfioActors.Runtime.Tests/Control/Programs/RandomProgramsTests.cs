using System.Globalization;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Runtime.Tests.Control.Programs;

/// <summary>
/// Small programs of real actors that were drawn at random: every order, one order of each set of equivalent ones, and
/// a sample come to the same ends and break the same.
/// </summary>
/// <remarks>
/// More of them: <c>VFIO_ACTORS_PROGRAMS=10000 dotnet test tests/VfioActors.Runtime.Tests --filter RandomPrograms</c>;
/// <c>VFIO_ACTORS_FIRST_PROGRAM</c> is the first seed.
/// </remarks>
public sealed class RandomProgramsTests
{
    private const int Programs = 200;
    private const int RunsMax = 500;

    [Fact]
    public void Random_programs_come_to_the_same_ends_by_dfs_dpor_and_sampling()
    {
        var first = Setting("VFIO_ACTORS_FIRST_PROGRAM", 1);
        List<string> differences = [];
        var complete = 0;
        for (var seed = first; seed < first + Setting("VFIO_ACTORS_PROGRAMS", Programs); seed++)
        {
            var (difference, isComplete) = Compared(seed);
            if (isComplete) { complete++; }
            if (difference is not null) { differences.Add($"program {seed}: {difference}\n  {RandomProgram.Of(seed)}"); }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ\n{string.Join('\n', differences.Take(20))}");
        Assert.True(complete > 0, "no search was complete");
    }

    /// <summary>A complete search with reduction has every end that any other search meets.</summary>
    private static (string? Difference, bool IsComplete) Compared(int seed)
    {
        var program = RandomProgram.Of(seed);
        try
        {
            var dpor = RandomProgramScenario.Explored(program, "dpor", RunsMax);
            if (!dpor.IsComplete) { return (null, false); }
            var dfs = RandomProgramScenario.Explored(program, "dfs", RunsMax);
            var random = RandomProgramScenario.Explored(program, "random", RunsMax / 5);
            List<string> missed =
            [
                .. dfs.Ends.Concat(random.Ends).Distinct().Except(dpor.Ends).Select(end => $"dpor misses {end}"),
                .. dfs.Broken.Concat(random.Broken).Distinct().Except(dpor.Broken).Select(one => $"dpor misses {one}"),
            ];
            if (dfs.IsComplete)
            {
                missed.AddRange(dpor.Ends.Except(dfs.Ends).Select(end => $"dfs misses {end}"));
                missed.AddRange(dpor.Broken.Except(dfs.Broken).Select(one => $"dfs misses {one}"));
            }

            return (missed.Count == 0 ? null : string.Join("\n  ", missed.Take(3)), true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or UnfitScenarioException)
        {
            return ($"{failure.GetType().Name}: {(failure.InnerException ?? failure).Message}", true);
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;
}
