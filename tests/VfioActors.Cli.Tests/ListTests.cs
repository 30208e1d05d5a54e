namespace VfioActors.Cli.Tests;

public sealed class ListTests
{
    [Fact]
    public void Every_scenario_is_listed_with_its_parameters_and_profiles()
    {
        var rows = Answer.To("list", "scenarios", "--json").Document.GetProperty("scenarios").EnumerateArray().ToList();
        var row = rows.Single(one => one.GetProperty("id").GetString() == "aux-attach-detach");
        Assert.Equal(
            ["id", "seed", "summary", "parameters", "profiles", "defects", "shows"], row.EnumerateObject().Select(one => one.Name));
        Assert.Equal("aux", row.GetProperty("seed").GetString());
        Assert.Contains(row.GetProperty("parameters").EnumerateArray(), one => one.GetProperty("name").GetString() == "devices");
        Assert.Contains(row.GetProperty("profiles").EnumerateArray(), one => one.GetProperty("name").GetString() == "POSTED");
        Assert.Contains(row.GetProperty("shows").EnumerateArray(), one => one.GetString() == "AUX-03");
    }

    [Fact]
    public void Every_defect_says_who_shows_it_or_why_it_has_no_switch()
    {
        var rows = Answer.To("list", "defects", "--json").Document.GetProperty("defects").EnumerateArray().ToList();
        Assert.Contains(rows, row => row.GetProperty("id").GetString() == "AUX-30");
        Assert.All(rows, row => Assert.True(
            row.GetProperty("scenarios").GetArrayLength() > 0 || row.GetProperty("withoutSwitch").GetString() is { Length: > 0 }));
    }

    [Fact]
    public void Every_property_has_its_claim_and_who_claims_it()
    {
        var rows = Answer.To("list", "properties", "--json").Document.GetProperty("properties").EnumerateArray().ToList();
        Assert.Contains(rows, row => row.GetProperty("id").GetString() == "NoUseOfFreedPasid");
        Assert.All(rows, row => Assert.EndsWith(".", row.GetProperty("claim").GetString()!, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.NotEqual(0, row.GetProperty("scenarios").GetArrayLength()));
        Assert.All(
            rows, row => Assert.Contains(row.GetProperty("kind").GetString(), (string[])["invariant", "ordering", "at rest", "witness"]));
    }

    [Theory]
    [InlineData("scenarios", "bank-deposits")]
    [InlineData("defects", "BANK-01")]
    [InlineData("properties", "NoLostDeposit")]
    public void A_users_own_is_listed_too(string kind, string id)
    {
        var answer = Answer.To("list", kind, "--assembly", Desk.UsersAssembly);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        Assert.Contains($"\n{id} ", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', answer.Output);
        Assert.All(answer.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }
}
