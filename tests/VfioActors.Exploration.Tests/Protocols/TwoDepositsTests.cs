using VfioActors.Behaviors;
using VfioActors.Exploration.Protocols;
using VfioActors.Testing;

namespace VfioActors.Exploration.Tests.Protocols;

/// <summary>The example of docs/extending.md, word for word, with its race and without it.</summary>
public sealed class TwoDepositsTests
{
    private readonly record struct Account(int Balance);
    private readonly record struct Read : IMessage;
    private readonly record struct Write(int Balance) : IMessage;
    private readonly record struct Add(int Amount) : IMessage;
    private readonly record struct Balance(int Amount) : IMessage;

    private static Model TwoDeposits(bool inOneStep)
    {
        Model model = new("two-deposits");
        var account = model.Actor("account", new Account(0))
            .Answers((Account now, Read _) => (now, new Balance(now.Balance)))
            .Answers((Account _, Write write) => (new Account(write.Balance), new Balance(write.Balance)))
            .Answers((Account now, Add add) => (new Account(now.Balance + add.Amount), new Balance(now.Balance)));
        foreach (var name in (string[])["alice", "bob"])
        {
            var client = model.Client(name, "DEPOSIT(1)");
            if (inOneStep) { client.Asks(account, new Add(1)); }
            else { client.Asks(account, new Read()).Asks(account, (Balance seen) => new Write(seen.Amount + 1)); }
        }

        return model.AtRest("NoLostDeposit", view => account.In(view).Balance == 2);
    }

    [Fact]
    public void No_deposit_is_lost() => TwoDeposits(inOneStep: true).Explore().AssertHeld();

    [Theory]
    [InlineData("dfs")]
    [InlineData("dpor")]
    [InlineData("stateful")]
    [InlineData(null)]
    public void A_deposit_in_two_steps_is_lost_and_one_in_one_step_is_not(string? strategy)
    {
        var broken = TwoDeposits(inOneStep: false).Explore(strategy);
        Assert.Equal(Verdict.Broken, broken.Verdict);
        Assert.Equal(["NoLostDeposit"], broken.Diagnoses.Select(diagnosis => diagnosis.Property));
        Assert.Equal("account is Account { Balance = 1 }", Assert.Single(broken.Exploration.Failures).Reason);
        var held = TwoDeposits(inOneStep: true).Explore(strategy);
        Assert.Equal(Verdict.Held, held.Verdict);
        Assert.True(held.Exploration.Complete);
        Assert.Empty(held.Diagnoses);
    }

    [Fact]
    public void The_document_shows_what_is_tested()
    {
        var document = TextOf("docs/extending.md");
        var example = document.Split("```csharp\n")[1].Split("```")[0];
        Assert.InRange(example.Count(character => character == '\n'), 20, 26);
        var lines = TextOf("tests/VfioActors.Exploration.Tests/Protocols/TwoDepositsTests.cs").Split('\n');
        var tested = lines.Select(line => line.Length > 4 ? line[4..] : "");
        Assert.Contains(example, string.Join('\n', tested), StringComparison.Ordinal);
    }

    private static string TextOf(string path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "VfioActors.sln"))) { folder = Path.GetDirectoryName(folder)!; }
        return File.ReadAllText(Path.Combine(folder, path)).ReplaceLineEndings("\n");
    }

    [Fact]
    public void What_is_broken_is_thrown_with_its_ladder()
    {
        var thrown = Assert.Throws<NotHeldException>(TwoDeposits(inOneStep: false).Explore().AssertHeld);
        Golden.Verify("Protocols", thrown.Message);
    }
}
