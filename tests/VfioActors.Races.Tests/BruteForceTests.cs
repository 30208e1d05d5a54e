using System.Globalization;
using VfioActors.Exploration.Judgements;

namespace VfioActors.Races.Tests;

/// <summary>
/// Reduction finds what brute force finds: on generated files dpor, stateful and dfs break the same claims for the same
/// reasons and come to the same final states.
/// </summary>
public sealed class BruteForceTests
{
    private const int Usual = 40;

    [Fact]
    public void Strategies_agree_on_generated_files()
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable("VFIOACTORS_RACES") ?? $"{Usual}", CultureInfo.InvariantCulture);
        Judge judge = new(new() { OrdersMax = 20_000, Samples = 10 });
        var compared = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            var text = new FileGenerator(seed).Text();
            var judged = judge.Compare(() => Checking.Setup(text, []));
            Assert.True(judged.Differences.Count == 0,
                $"seed {seed}: {string.Join("; ", judged.Differences)}\n{text}");
            if (judged.IsCompared) { compared++; }
        }

        Assert.True(compared * 2 > count, $"only {compared} of {count} files are small enough");
    }
}
