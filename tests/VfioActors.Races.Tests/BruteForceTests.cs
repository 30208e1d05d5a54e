using System.Globalization;
using VfioActors.Exploration.Judgements;
using VfioActors.Races.Tests.Readings;
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
    public void Strategies_agree_on_generated_files() => Compare(static seed => new FileGenerator(seed).Text(), 2);

    /// <summary>Work, timers, and interrupts of the first processor and of none.</summary>
    [Fact]
    public void Strategies_agree_on_files_that_are_read_independently() => Compare(
        static seed =>
        {
            ReadingGenerator generator = new(seed);
            generator.Threads();
            return $"{generator.Text}finally(x != 2);";
        },
        5);

    /// <summary>Of so many files one at least must be small enough to try all its orders.</summary>
    private void Compare(Func<int, string> text, int oneOf)
    {
        var count = Asked;
        Judge judge = new(new() { OrdersMax = 20_000, Samples = 10 });
        var compared = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            var file = text(seed);
            var judged = judge.Compare(() => Checking.Setup(file, []));
            Assert.True(judged.Differences.Count == 0,
                $"seed {seed}: {string.Join("; ", judged.Differences)}\n{file}");
            if (judged.IsCompared) { compared++; }
        }

        output.WriteLine($"{count} files, {compared} of them held against brute force, no difference");
        Assert.True(compared * oneOf > count, $"only {compared} of {count} files are small enough");
    }
}
