using System.Globalization;
using VfioActors.Exploration.Judgements;
using Xunit.Abstractions;

namespace VfioActors.Races.Tests;

/// <summary>
/// Reduction finds what brute force finds: on generated files dpor, stateful and dfs break the same claims for the same
/// reasons and come to the same final states; and each of them finds each built-in fault where it is planted.
/// </summary>
public sealed class BruteForceTests(ITestOutputHelper output)
{
    private const int Usual = 40;

    private static int Asked => int.Parse(
        Environment.GetEnvironmentVariable("VFIOACTORS_RACES") ?? $"{Usual}", CultureInfo.InvariantCulture);

    [Fact]
    public void Planted_faults_are_found_by_each_strategy()
    {
        var count = Asked;
        Judge judge = new(new() { OrdersMax = 20_000, Samples = 10 });
        var compared = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            var plant = Plant.All[seed % Plant.All.Count];
            var text = new FileGenerator(seed).Text(plant);
            foreach (var strategy in (string[])["dpor", "stateful"])
            {
                var found = Checking.Run(text, strategy).Failures.Select(failure => failure.Property.Name);
                Assert.True(found.Contains(plant.Claim), $"seed {seed}: {strategy} finds no {plant.What}\n{text}");
            }

            var judged = judge.Compare(() => Checking.Setup(text, []));
            Assert.True(judged.Differences.Count == 0,
                $"seed {seed}: {string.Join("; ", judged.Differences)}\n{text}");
            if (judged.IsCompared) { compared++; }
        }

        output.WriteLine($"{count} files with a planted fault, all found; {compared} held against brute force");
        Assert.True(compared * 4 > count, $"only {compared} of {count} files are small enough");
    }

    [Fact]
    public void Strategies_agree_on_generated_files() =>
        Checking.HoldToBruteForce(Asked, static seed => new FileGenerator(seed).Text(), oneOf: 2, output);
}
