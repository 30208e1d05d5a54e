using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

public sealed class FuzzRegionTests
{
    [Fact]
    public void Every_version_has_a_row_and_the_reference_breaks_nothing()
    {
        var answer = Answer.To("fuzz-region", "--accesses", "20000", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        Assert.Equal(
            ["POSTED", "SINGLE9", "SINGLE10", "SINGLE11", "SINGLE12", "SINGLE13", "VEVENTQ", "FIXED"],
            answer.Lines.Select(row => row.GetProperty("profile").GetString()));
        Assert.All(answer.Lines, row => Assert.Equal(20_000, row.GetProperty("accesses").GetInt64()));
        Assert.All(answer.Lines, row => Assert.Equal(JsonValueKind.Null, row.GetProperty("escaped").ValueKind));
        Assert.All(answer.Lines, row => Assert.Equal(
            row.GetProperty("profile").GetString() == "FIXED" ? "held" : "broken",
            row.GetProperty("verdict").GetString()));
    }

    [Fact]
    public void People_see_what_a_version_broke()
    {
        var answer = Answer.To("fuzz-region", "--profile", "veventq", "--accesses", "20000");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Contains("VEVENTQ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("RecordOnce", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vfioactors: no profile 'FIXD'", "--profile", "FIXD")]
    [InlineData("vfioactors: --accesses is '0', accepted is a whole number from 1", "--accesses", "0")]
    [InlineData("vfioactors: --seed is 'x', accepted is a whole number", "--seed", "x")]
    public void Bad_input_is_a_line(string expected, params string[] words)
    {
        var answer = Answer.To(["fuzz-region", .. words]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.StartsWith(expected, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_ends_it_early_is_told_nothing_is_known()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        Assert.Equal(ExitCode.Inconclusive, Answer.To(ended.Token, "fuzz-region").Code);
    }
}
