using System.Globalization;
using VfioActors.Benchmarks.Samples;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Scenarios;

namespace VfioActors.Benchmarks.Tests.Samples;

public sealed class SamplingBenchmarkTests
{
    /// <summary>What the museum has, what is twice that, and what the scenario allows at most.</summary>
    [Theory]
    [InlineData("AUX-25", "devices", "2", "4")]
    [InlineData("AUX-25", "rounds", "1", "2")]
    [InlineData("DRW-26", "case", "long-request", "long-request")]
    public void A_number_is_doubled_and_a_word_is_as_it_was(string defect, string name, string said, string doubled)
    {
        var (scenario, exhibit) = Rows.Single(row => row.Exhibit.Defect == defect);
        Assert.Equal(said, Said(scenario, exhibit, name));
        Assert.Equal(doubled, SamplingBenchmark.Doubled(scenario, exhibit).Single(value => value.Name == name).Value);
    }

    [Fact]
    public void Every_number_of_every_row_is_twice_as_large_or_as_large_as_it_can_be()
    {
        var (doubled, bounded) = (0, 0);
        foreach (var (scenario, exhibit) in Rows)
        {
            var values = SamplingBenchmark.Doubled(scenario, exhibit);
            Assert.Equal(scenario.Parameters.Select(one => one.Name), values.Select(value => value.Name));
            foreach (var (parameter, value) in scenario.Parameters.Zip(values))
            {
                var said = Said(scenario, exhibit, parameter.Name);
                Assert.True(parameter.IsValue(value.Value), $"{exhibit.Defect} {parameter.Name}={value.Value}");
                if (parameter.Words.Count > 0 || parameter.Form is not null)
                {
                    Assert.Equal(said, value.Value);
                    continue;
                }

                var (before, after) = (NumberOf(said), NumberOf(value.Value));
                (doubled, bounded) = after == 2 * before ? (doubled + 1, bounded) : (doubled, bounded + 1);
                if (after == 2 * before) { continue; }
                Assert.Equal(2 * before > after ? parameter.Maximum : parameter.Minimum, after);
            }
        }

        Assert.True(doubled > 10 && bounded > 0, $"{doubled} doubled, {bounded} at their bound");
    }

    [Fact]
    public void A_row_has_a_median_of_each_strategy_and_parameters_are_as_they_are_said()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Assert.Equal(0, SamplingBenchmark.Run(["50", "3", "AUX-03", "rounds=1", "devices=3"], output, error));
        Assert.Empty(error.ToString());
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"| defect | scenario | {string.Join(" | ", StrategyCatalog.Sampling)} |", lines[1].Trim());
        var row = Assert.Single(lines, line => line.StartsWith("| AUX-03 ", StringComparison.Ordinal));
        Assert.Contains("devices=3 rounds=1 ", row, StringComparison.Ordinal);
        Assert.All(row.Split('|')[3..^1], cell => Assert.InRange(NumberOf(cell.Trim(' ', '>')), 1, 50));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    [InlineData("10", "2")]
    [InlineData("10", "1", "AUX", "more")]
    public void What_cannot_be_read_is_a_line_on_its_use(params string[] words)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Assert.Equal(64, SamplingBenchmark.Run(words, output, error));
        Assert.StartsWith("sampling [RUNS", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    private static IEnumerable<(Scenario Scenario, Exhibit Exhibit)> Rows =>
        from scenario in ScenarioCatalog.All
        from exhibit in scenario.Exhibits
        select (scenario, exhibit);

    private static string Said(Scenario scenario, Exhibit exhibit, string name) =>
        exhibit.Parameters.Where(pair => pair.Name == name).Select(pair => pair.Value)
            .FirstOrDefault(scenario.Parameters.Single(one => one.Name == name).Default);

    private static int NumberOf(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
