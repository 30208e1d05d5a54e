using Akka.Actor;
using Akka.Pattern;
using VfioActors.Exploration;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>A BackoffSupervisor, whose delays Akka.NET draws by lot, is controlled: they are always the middle one.</summary>
public sealed class BackoffTests
{
    private static readonly string[] Strategies = ["dpor", "dfs", "random", "pct"];

    [Fact]
    public void This_Akka_keeps_its_random_numbers_where_they_can_be_had() => Assert.True(AkkaLot.IsKnown);

    [Fact]
    public void What_is_told_while_the_child_is_away_is_lost_or_comes_to_the_next_one()
    {
        foreach (var strategy in Strategies)
        {
            Each.Equal(
                strategy, "first|first second", string.Join('|', Acting.Explored(Supervised, strategy, 3000).Ends));
        }
    }

    [Fact]
    public void What_was_drawn_by_lot_stands_in_the_verdict()
    {
        using Acting acting = new(Supervised);
        var report = ControlledExplorer.Explore(acting, "dpor", 3000);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.Equal(
            "what Akka.NET draws by lot (the delays of a BackoffSupervisor or CircuitBreaker), which was always the same",
            report.Modulo);
    }

    private static void Supervised(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        var child = Heard.Of(me => me.On<string>(word =>
        {
            log.Tell(word);
            if (word == "first") { me.Around.Stop(me.Me); }
        }));
        var supervisor = stage.Create(
            BackoffSupervisor.Props(Backoff.OnStop(
                child, "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), 0.2, maxNrOfRetries: 3)),
            "supervisor");
        stage.Tell(supervisor, "first");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => supervisor.Tell("second"))), "other"), 1);
    }
}
