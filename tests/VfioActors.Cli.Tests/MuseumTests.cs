using System.Text.Json;
using VfioActors.Cli.Terminals;
using VfioActors.Testing;

namespace VfioActors.Cli.Tests;

public sealed class MuseumTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_defect_is_found_when_on_and_clean_when_off()
    {
        var answer = Visit("--seed-system", "bank", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var row = Assert.Single(answer.Lines);
        Assert.Equal(
            [
                "id", "scenario", "found", "runs", "seconds", "minimalSteps", "property", "fixedComplete", "fixedRuns",
                "fixedVerdict", "fixedSeconds", "trace", "replay", "problem",
            ],
            row.EnumerateObject().Select(one => one.Name));
        Assert.Equal("BANK-01", row.GetProperty("id").GetString());
        Assert.True(row.GetProperty("found").GetBoolean());
        Assert.True(row.GetProperty("fixedComplete").GetBoolean());
        Assert.Equal("held", row.GetProperty("fixedVerdict").GetString());
        var replay = Answer.To("replay", row.GetProperty("trace").GetString()!, "--assembly", Desk.UsersAssembly);
        Assert.Equal(ExitCode.Broken, replay.Code);
    }

    [Fact]
    public void People_see_a_row_each() => Golden.Verify("", _desk.Plain(Visit("--system", "bank").Output));

    [Fact]
    public void A_row_for_each_defect_that_has_a_switch()
    {
        var answer = Visit("--defect", "aux-03", "--defect", "AUX-10", "--defect", "AUX-02", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal(["AUX-03", "AUX-10"], answer.Lines.Select(row => row.GetProperty("id").GetString()));
        Assert.StartsWith("AUX-02 has no runtime trigger: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_without_a_switch_is_no_reproach_and_no_proof()
    {
        var answer = Visit("--defect", "AUX-30");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal("AUX-30  no runtime trigger: History: there is nothing to run.\n", answer.Output);
    }

    [Fact]
    public void Whoever_ends_it_early_gets_the_rows_so_far()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        var answer = Answer.To(ended.Token, "museum", "--out", _desk.Folder, "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.All(answer.Lines, row => Assert.Equal(JsonValueKind.Object, row.ValueKind));
    }

    private Answer Visit(params string[] more) =>
        Answer.To(["museum", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder, .. more]);
}
