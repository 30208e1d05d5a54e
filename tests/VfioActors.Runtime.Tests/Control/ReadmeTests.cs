using System.Text.RegularExpressions;
using Akka.Actor;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>The example of the README of Runtime, word for word, and what it is said to come to.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "    // What README.md shows:";
    private const string End = "    // That was it.";

    [Fact]
    public void The_readme_shows_what_is_compiled_here()
    {
        var lines = File.ReadAllText(Golden.FolderOf("Control/ReadmeTests.cs")).Split('\n');
        var shown = lines.SkipWhile(line => line != Begin).Skip(1).TakeWhile(line => line != End)
            .Select(line => line.Length > 4 ? line[4..] : line);
        Assert.Contains($"\n{string.Join('\n', shown)}\n```", Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_says_what_the_example_comes_to()
    {
        using Deposits deposits = new();
        var report = ControlledExplorer.Explore(deposits, "dpor", runs: 10_000);
        Assert.Equal(Verdict.Broken, report.Verdict);
        var said = Regex.Replace(Readme, @"\s+", " ");
        var runs = $"verdict broken: NothingLost, in {report.Exploration.BrokenRuns} of {report.Exploration.Runs} runs";
        Assert.Contains(runs, said, StringComparison.Ordinal);
        var why = Assert.Single(report.Traces).Header.Violation!.Why;
        Assert.Contains($"why {why}", said, StringComparison.Ordinal);
    }

    private static string Readme => File.ReadAllText(Golden.FolderOf("../../src/VfioActors.Runtime/README.md"));

    // What README.md shows:
    public sealed class Account : ReceiveActor
    {
        public Account(Action<int> show)
        {
            var balance = 0;
            Receive<string>(_ => Sender.Tell(balance));
            Receive<int>(set => show(balance = set));
        }
    }

    public sealed class Teller : ReceiveActor
    {
        public Teller(IActorRef account, int amount)
        {
            Receive<string>(_ => account.Tell("balance?"));
            Receive<int>(balance => account.Tell(balance + amount));
        }
    }

    public sealed class Deposits : AkkaScenario
    {
        private int _balance;
        public override string Name => "deposits";
        public override string Summary => "Two tellers pay into one account.";
        protected override IReadOnlyList<ActorClaim> Claims =>
            [new("NothingLost", "Both deposits arrive.", () => _balance == 30 ? null : $"the account has {_balance}")];

        protected override void Begin(Stage stage)
        {
            _balance = 0;
            var account = stage.Create(() => new Account(now => _balance = now), "account");
            stage.Tell(stage.Create(() => new Teller(account, 10), "teller1"), "pay in");
            stage.Tell(stage.Create(() => new Teller(account, 20), "teller2"), "pay in");
        }
    }
    // That was it.
}
