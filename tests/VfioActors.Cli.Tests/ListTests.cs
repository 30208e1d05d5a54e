using System.Text.Json;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

public sealed class ListTests
{
    [Fact]
    public void Every_scenario_is_listed_with_its_parameters_and_profiles()
    {
        var rows = Rows("scenarios");
        var row = rows.Single(one => one.GetProperty("id").GetString() == "aux-attach-detach");
        Assert.Equal(
            ["id", "seed", "summary", "parameters", "profiles", "defects", "shows"],
            row.EnumerateObject().Select(one => one.Name));
        Assert.Equal("aux", row.GetProperty("seed").GetString());
        Assert.Contains("devices", Names(row.GetProperty("parameters")));
        Assert.Contains("POSTED", Names(row.GetProperty("profiles")));
        Assert.Contains(row.GetProperty("shows").EnumerateArray(), one => one.GetString() == "AUX-03");
    }

    [Fact]
    public void Every_defect_says_who_shows_it_or_why_it_has_no_switch()
    {
        var rows = Rows("defects");
        Assert.Contains(rows, row => row.GetProperty("id").GetString() == "AUX-30");
        Assert.All(rows, row => Assert.True(
            row.GetProperty("scenarios").GetArrayLength() > 0
            || row.GetProperty("withoutSwitch").GetString() is { Length: > 0 }));
    }

    [Fact]
    public void Every_property_has_its_claim_and_who_claims_it()
    {
        string[] kinds = ["invariant", "ordering", "at rest", "witness"];
        var rows = Rows("properties");
        Assert.Contains(rows, row => row.GetProperty("id").GetString() == "NoUseOfFreedPasid");
        Assert.All(rows, row => Assert.EndsWith(".", row.GetProperty("claim").GetString()!, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.NotEqual(0, row.GetProperty("scenarios").GetArrayLength()));
        Assert.All(rows, row => Assert.Contains(row.GetProperty("kind").GetString(), kinds));
    }

    [Theory]
    [InlineData("scenarios", "bank-deposits")]
    [InlineData("defects", "BANK-01")]
    [InlineData("properties", "NoLostDeposit")]
    public void A_users_own_is_listed_too(string kind, string id)
    {
        var answer = Answer.To("list", kind, "--assembly", Desk.UsersAssembly);
        Assert.Equal(ExitCode.Held, answer.Code);
        var leftOut = kind == "properties" ? "Begin of 'actors-unbegun' threw FormatException: no number" : "";
        Assert.StartsWith(leftOut, answer.Error, StringComparison.Ordinal);
        Assert.Equal(leftOut.Length > 0 ? 1 : 0, answer.Error.Count(one => one == '\n'));
        Assert.Contains($"\n{id} ", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', answer.Output);
        Assert.All(answer.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    private static List<JsonElement> Rows(string kind) =>
        [.. Answer.To("list", kind, "--json").Document.GetProperty(kind).EnumerateArray()];

    private static IEnumerable<string?> Names(JsonElement rows) =>
        rows.EnumerateArray().Select(row => row.GetProperty("name").GetString());
}
