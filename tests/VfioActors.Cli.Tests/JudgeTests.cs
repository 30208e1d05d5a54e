using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

public sealed class JudgeTests
{
    [Fact]
    public void Strategies_agree_with_brute_force()
    {
        var answer = Answer.To("judge", "--programs", "12", "--seed", "3", "--scenario", "aux-lock-order", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var document = answer.Document;
        Assert.Equal(
            [
                "verdict", "verdictReason", "programs", "seed", "compared", "tooLarge", "ordersMax", "orders",
                "scenariosCompared", "scenariosTooLarge", "namesCompared", "namesTooLarge", "differences", "seconds",
            ],
            document.EnumerateObject().Select(one => one.Name));
        Assert.Equal("held", document.GetProperty("verdict").GetString());
        Assert.Equal(48, Number(document, "compared") + Number(document, "tooLarge"));
        Assert.InRange(Number(document, "scenariosCompared"), 1, 1_000);
        Assert.Contains("aux-lock-order", document.GetProperty("namesCompared").EnumerateArray()
            .Select(name => name.GetString()!.Split(' ')[0]));
        Assert.Equal(0, document.GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public void People_see_what_was_compared_and_what_was_too_large()
    {
        var answer = Answer.To("judge", "--programs", "0", "--scenario", "aux-attach-detach", "--orders", "2");
        Assert.Contains("too large", answer.Output, StringComparison.Ordinal);
        Assert.Contains("aux-attach-detach", answer.Output, StringComparison.Ordinal);
        Assert.Contains("verdict     ", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_compared_nothing_is_held()
    {
        var answer = Answer.To("judge", "--programs", "0", "--scenario", "aux-attach-detach", "--orders", "1");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.EndsWith("verdict     inconclusive, 0 differences: nothing was compared\n", answer.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Who_asks_for_nothing_is_refused()
    {
        var answer = Answer.To("judge", "--programs", "0");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal(
            "vfioactors: --programs is '0', accepted is a whole number from 1; or 0 with --scenario or --scenarios, "
            + "else nothing is compared\n",
            answer.Error);
    }

    [Fact]
    public void Who_asked_for_more_than_there_was_time_for_gets_no_verdict()
    {
        var answer = Answer.To("judge", "--programs", "1000000", "--time", "0.5");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.EndsWith(": it ended before all was judged\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_ends_it_early_gets_what_is_known()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        var answer = Answer.To(ended.Token, "judge", "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal("inconclusive", answer.Document.GetProperty("verdict").GetString());
        Assert.Equal("nothing was compared", answer.Document.GetProperty("verdictReason").GetString());
    }

    private static long Number(System.Text.Json.JsonElement document, string name) =>
        document.GetProperty(name).GetInt64();
}
