using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>
/// Whoever bounds the search waits for as long again until what broke is small, and is told what nobody knows then.
/// </summary>
public sealed class BoundedMinimizingTests : IDisposable
{
    private const string Sentence =
        "it was not made small, so there may be a smaller one, and nobody looked for why it breaks";

    /// <summary>Far more than any of these searches takes: only making small asks this clock.</summary>
    private const string Long = "100000";

    private readonly Desk _desk = new();
    private readonly EndedClock _clock = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(100000.0, "--time", "100000")]
    [InlineData(7.0, "--time", "100000", "--minimize-time", "7")]
    [InlineData(7.0, "--minimize-time", "7")]
    [InlineData(4294967.294, "--time", "10000000")]
    [InlineData(null)]
    public void Making_small_takes_as_long_as_the_search_may_unless_it_is_said(double? seconds, params string[] times)
    {
        var found = Run(["explore", "aux-attach-detach", "--defect", "AUX-03", "--json", .. times]).Document;
        Assert.Equal(seconds is { } most ? [TimeSpan.FromSeconds(most)] : [], _clock.Asked);
        Assert.Equal("broken", found.GetProperty("verdict").GetString());
        Assert.True(found.GetProperty("complete").GetBoolean());
        var failure = found.GetProperty("failures")[0];
        Assert.Equal(seconds is not null, failure.GetProperty("isUnexplained").GetBoolean());
        Assert.Equal(seconds is null, failure.GetProperty("asFound").ValueKind == JsonValueKind.Null);
        Assert.Equal(
            ExitCode.Broken, Answer.To("replay", failure.GetProperty("trace").GetString()!).Code);
    }

    [Fact]
    public void People_read_that_there_may_be_a_smaller_one()
    {
        var answer = Run("explore", "aux-attach-detach", "--defect", "AUX-03", "--time", Long);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Contains(Sentence, OnOneLine(answer.Output), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "nobody looked", Run("explore", "aux-attach-detach", "--defect", "AUX-03").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--as", "mail")]
    [InlineData("--variants")]
    public void A_race_file_is_answered_in_time(params string[] flags)
    {
        var file = _desk.PathOf("question.race");
        Answer.To("new", "race", file);
        var answer = Run(["check", file, "--time", Long, .. flags]);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Equal([TimeSpan.FromSeconds(100000)], _clock.Asked.Distinct());
        Assert.Contains(Sentence, OnOneLine(answer.Output), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody looked", Run(["check", file, .. flags]).Output, StringComparison.Ordinal);
    }

    /// <summary>Where the first search of a race file takes all the time there is no second one.</summary>
    [Fact]
    public void Both_searches_of_a_race_file_have_one_time()
    {
        const string Steps = "n0 = 1; n1 = 1; n2 = 1; n3 = 1; n4 = 1; n5 = 1; n6 = 1; n7 = 1;";
        var threads = string.Join(' ', Enumerable.Range(0, 5).Select(one => $"CPU{one} {{ {Steps} }}"));
        var names = string.Join(' ', Enumerable.Range(0, 8).Select(one => $"int n{one};"));
        var file = _desk.Write("large.race", $"{names} {threads} always(n0 < 2);");
        var found = Answer.To("check", file, "--time", "0.001", "--out", _desk.Folder, "--json").Document;
        Assert.Equal("inconclusive", found.GetProperty("verdict").GetString());
        Assert.Equal("stateful", found.GetProperty("strategy").GetString());
    }

    /// <summary>What is refused in turn is many searches, and one time.</summary>
    [Fact]
    public void One_time_bounds_all_that_breaks_where_something_is_refused()
    {
        var found = Run(
            "explore", "aux-no-memory", "--defect", "AUX-12", "--fail-nth", "--time", Long, "--json").Document;
        Assert.Equal("broken", found.GetProperty("verdict").GetString());
        Assert.Equal([TimeSpan.FromSeconds(100000)], _clock.Asked);
    }

    private Answer Run(params string[] words)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        var code = EntryPoint.Run([.. words, "--out", _desk.Folder], new(output, error) { Clock = _clock });
        return new(code, output.ToString(), error.ToString());
    }

    private static string OnOneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
