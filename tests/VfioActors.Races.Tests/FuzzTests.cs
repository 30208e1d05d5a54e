using System.Globalization;
using VfioActors.Races.Files;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Tests;

/// <summary>
/// Whatever stands in a file, it is compiled or refused with a place and a line: nothing else happens.
/// </summary>
public sealed class FuzzTests
{
    private const int Usual = 3_000;

    [Fact]
    public void Mutated_files_compile_or_are_refused()
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable("VFIOACTORS_RACE_FUZZ") ?? $"{Usual}", CultureInfo.InvariantCulture);
        string[] seeds = [RaceTemplate.Text, .. Enumerable.Range(1, 20).Select(seed => new FileGenerator(seed).Text())];
        Random random = new(int.Parse(
            Environment.GetEnvironmentVariable("VFIOACTORS_RACE_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture));
        var refused = 0;
        for (var at = 0; at < count; at++)
        {
            var text = Mutation.Of(seeds[random.Next(seeds.Length)], random);
            try
            {
                new RaceFile(new SourceText("q.race", text)).Check(new SortedSet<string>());
            }
            catch (RaceFileException failure)
            {
                refused++;
                Assert.All(failure.Lines, line => Assert.DoesNotContain('\n', line));
                Assert.All(failure.Problems, problem => Assert.InRange(problem.Place.Start, 0, text.Length));
            }
        }

        Assert.InRange(refused, count / 10, count);
    }
}
