using System.Threading.Channels;
using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// Timers of .NET that set something going by way of other things: what an actor has done behind them comes, in every
/// order.
/// </summary>
public sealed class DownstreamTests
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, Action<IActorRef>> All = new()
    {
        ["a delay that is continued"] = log => Task.Delay(Later).ContinueWith(_ => log.Tell("late")),
        ["a delay that is continued at once"] = log =>
            Task.Delay(Later).ContinueWith(_ => log.Tell("late"), TaskContinuationOptions.ExecuteSynchronously),
        ["a delay that is continued twice"] = log =>
            Task.Delay(Later).ContinueWith(_ => { }).ContinueWith(_ => log.Tell("late")),
        ["a delay that is unwrapped"] = log =>
            Task.Delay(Later).ContinueWith(_ => Task.Run(() => log.Tell("late"))).Unwrap(),
        ["all of two"] = log =>
            Task.WhenAll(Task.Delay(Later), Task.Delay(Later)).ContinueWith(_ => log.Tell("late")),
        ["any of two"] = log =>
            Task.WhenAny(Task.Delay(Later), Task.Delay(2 * Later)).ContinueWith(_ => log.Tell("late")),
        ["all of two by a factory"] = log =>
            Task.Factory.ContinueWhenAll([Task.Delay(Later), Task.Delay(Later)], _ => log.Tell("late")),
        ["each of them"] = log => _ = Each_of_them(log),
        ["a time-out that is continued"] = log =>
            new TaskCompletionSource().Task.WaitAsync(Later).ContinueWith(_ => log.Tell("late")),
        ["a cancellation that ends a delay"] = log =>
            Task.Delay(-1, Ending().Token).ContinueWith(_ => log.Tell("late")),
        ["a cancellation that ends an awaited delay"] = log => _ = Awaiting(log, Task.Delay(-1, Ending().Token)),
        ["a cancellation that ends a longer delay"] = log => _ = Awaiting(log, Task.Delay(2 * Later, Ending().Token)),
        ["a cancellation that ends a wait"] = log =>
            new TaskCompletionSource().Task.WaitAsync(Ending().Token).ContinueWith(_ => log.Tell("late")),
        ["a cancellation by another"] = log =>
            CancellationTokenSource.CreateLinkedTokenSource(Ending().Token).Token.Register(() => log.Tell("late")),
        ["a cancellation by one of two"] = log => _ = Awaiting(log,
            Task.Delay(-1, CancellationTokenSource.CreateLinkedTokenSource(Ending().Token, default).Token)),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void What_comes_behind_a_timer_comes_before_or_after_what_others_say(string program)
    {
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            var (ends, _) = Acting.Explored((stage, words) =>
            {
                var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => All[program](log))), "sleeper"), 1);
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => log.Tell("other"))), "other"), 1);
            }, strategy, 3000);
            Each.Equal(strategy, "late other|other late", string.Join('|', ends));
        }
    }

    /// <summary>.NET ends the wait of the channel on a thread of the pool, which is refused as ever.</summary>
    [Fact]
    public void A_cancellation_that_ends_a_wait_for_a_channel_is_not_passed_over()
    {
        using Played played = new(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
            Channel.CreateUnbounded<int>().Reader.ReadAsync(Ending().Token).AsTask().ContinueWith(_ => { }))),
            "reader"), 1));
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "random", 1000));
        Assert.StartsWith("what reader asked for is done by another thread", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TaskAwaiter.UnsafeOnCompleted")]
    [InlineData("CancellationToken.UnsafeRegister")]
    public void What_an_actor_keeps_the_flow_from_is_named(string call)
    {
        using Acting acting = new((stage, words) =>
        {
            var actor = call.StartsWith("Task", StringComparison.Ordinal)
                ? Heard.Of(me => me.On<int>(_ => Task.Delay(Later).GetAwaiter().UnsafeOnCompleted(() => words.Add("late"))))
                : Heard.Of(me => me.On<int>(_ => Ending().Token.UnsafeRegister(_ => words.Add("late"), null)));
            stage.Tell(stage.Create(actor, "sleeper"), 1);
        });
        var modulo = ControlledExplorer.Explore(acting, "dpor", 10).Modulo;
        Assert.Contains($"what actors do on threads of their own ({call})", modulo, StringComparison.Ordinal);
    }

    /// <summary>The compiler has each "yield" ask who calls, and nobody can tell what it finds.</summary>
    [Fact]
    public void What_the_compiler_makes_of_a_yield_is_nothing_that_anybody_draws_by_lot()
    {
        using Acting acting = new((stage, words) => stage.Tell(
            stage.Create(Heard.Of(me => me.On<int>(count => words.AddRange(Counted(count)))), "one"), 3));
        Assert.Null(ControlledExplorer.Explore(acting, "dpor", 10).Modulo);
        Assert.Equal(["1 2 3"], acting.Outcomes.Keys);
    }

    [Fact]
    public void This_NET_shows_what_goes_on_behind_its_timers() => Assert.True(Downstream.IsKnown);

    private static CancellationTokenSource Ending() => new(Later);

    private static async Task Each_of_them(IActorRef log)
    {
        await foreach (var _ in Task.WhenEach(Task.Delay(Later))) { log.Tell("late"); }
    }

    private static async Task Awaiting(IActorRef log, Task waits)
    {
        try
        {
            await waits;
        }
        catch (OperationCanceledException)
        {
            log.Tell("late");
        }
    }

    private static IEnumerable<string> Counted(int count)
    {
        for (var one = 1; one <= count; one++) { yield return $"{one}"; }
    }
}
