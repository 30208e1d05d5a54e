using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace VfioActors.Races.Tests.Readings;

/// <summary>
/// Random files come to the ends to which an independent reading of the kernel comes, and to no others; somebody waits
/// for ever in some order exactly where that says so.
/// </summary>
public sealed class ReadingTests(ITestOutputHelper output)
{
    private const int Usual = 500, Judged = 40, StatesMax = 4_000, EndsMax = 30;

    [Fact]
    public void Files_come_to_the_ends_of_an_independent_reading()
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable("VFIOACTORS_READINGS") ?? $"{Usual}", CultureInfo.InvariantCulture);
        var compared = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            ReadingGenerator generator = new(seed);
            Reading reading = new(generator.Threads(), generator.Called, generator.Count);
            if (!reading.Go(StatesMax) || reading.Ends.Count > EndsMax) { continue; }
            var others = Others(reading.Ends);
            string[] ends = [.. reading.Ends.Order(StringComparer.Ordinal), .. others];
            var text = generator.Text + string.Concat(ends.Select(Claim));
            var report = Checking.Run(text, "stateful");
            if (!report.Complete) { continue; }
            compared++;
            var broken = report.Failures.Select(failure => failure.Property.Name).ToHashSet();
            var line = generator.Text.Count(static sign => sign == '\n') + 1;
            StringBuilder wrong = new();
            for (var at = 0; at < ends.Length; at++)
            {
                var comes = broken.Contains($"finally-{line + at}");
                if (comes != reading.Ends.Contains(ends[at])) { wrong.Append($" {ends[at]} comes: {comes};"); }
            }

            if ((broken.Contains("Progress") || broken.Contains("LocksAreTakenOnce")) != reading.IsStuck) { wrong.Append($" stuck: {!reading.IsStuck}"); }
            Assert.True(wrong.Length == 0, $"seed {seed}:{wrong}\n{text}");
        }

        output.WriteLine($"{compared} of {count} files compared");
        Assert.True(compared * 2 > count, $"only {compared} of {count} files are small enough");
    }

    /// <summary>Work, timers, and interrupts of the first processor and of none.</summary>
    [Fact]
    public void Strategies_agree_on_such_files()
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable("VFIOACTORS_RACES") ?? $"{Judged}", CultureInfo.InvariantCulture);
        Checking.HoldToBruteForce(count, Text, oneOf: 5, output);

        static string Text(int seed)
        {
            ReadingGenerator generator = new(seed);
            generator.Threads();
            return $"{generator.Text}finally(x != 2);";
        }
    }

    /// <summary>Ends beside those that come: one word is another.</summary>
    private static IReadOnlyList<string> Others(IReadOnlySet<string> ends)
    {
        SortedSet<string> others = new(StringComparer.Ordinal);
        foreach (var end in ends)
        {
            for (var word = 0; word <= Reading.Count; word++)
            {
                int[] words = [.. end.Split(' ').Select(int.Parse)];
                words[word]++;
                others.Add(Reading.EndOf(words));
            }
        }

        others.ExceptWith(ends);
        return [.. others.Take(EndsMax)];
    }

    private static string Claim(string end)
    {
        var words = end.Split(' ');
        return $"finally(!(x == {words[0]} && y == {words[1]} && z == {words[2]} "
            + $"&& atomic_read(&a) == {words[3]}));\n";
    }
}
