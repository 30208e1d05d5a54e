using Akka.Actor;
using Akka.Routing;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>Routers that grow when their routees are busy.</summary>
public sealed class ResizerTests
{
    private static readonly string[] Strategies = ["dpor", "dfs", "random"];

    /// <summary>
    /// The first message is handled before the pool looks, or not; where it is not, a second routee is made, which gets
    /// the second.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_pool_grows_when_its_routees_are_busy_and_does_not_when_they_are_idle(int threshold)
    {
        foreach (var strategy in Strategies)
        {
            var (ends, _) = Acting.Explored((stage, words) => Growing(stage, words, threshold, 2), strategy, 2000);
            Each.Equal(strategy, "$a $a|$a $b|$b $a", string.Join('|', ends));
        }
    }

    [Fact]
    public void A_pool_that_grows_at_two_messages_grows_where_two_wait()
    {
        var (ends, _) = Acting.Explored((stage, words) => Growing(stage, words, 2, 4), "random", 2000);
        Assert.Contains("$a $a $a $a", ends);
        Assert.Contains("$a $a $a $b", ends);
    }

    private static void Growing(Stage stage, List<string> words, int threshold, int messages)
    {
        DefaultResizer resizer = new(1, 2, threshold, rampupRate: 1, backoffThreshold: 0, messagesPerResize: 1);
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        var pool = stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell(me.Me.Path.Name)))
            .WithRouter(new RoundRobinPool(1, resizer)), "pool");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(left =>
        {
            pool.Tell(left);
            if (left > 1) { me.Me.Tell(left - 1); }
        })), "teller"), messages);
    }
}
