using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// The rest of a handler that is done beside its actor, behind ConfigureAwait(false): what came to the actor meanwhile is
/// handled then.
/// </summary>
public sealed class AwaitedBesideTests
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, Func<IActorRef, Task>> All = new()
    {
        ["a delay"] = _ => Task.Delay(Later),
        ["an answer"] = other => other.Ask<int>("what?"),
        ["a task of the pool"] = _ => Task.Run(() => { }),
        ["two of them"] = _ => Task.WhenAll(Task.Delay(Later), Task.Run(() => { })),
        ["nothing"] = _ => Task.CompletedTask,
    };

    public static TheoryData<string> Awaited => [.. All.Keys];

    [Theory, MemberData(nameof(Awaited))]
    public void What_came_meanwhile_is_handled_then(string awaited)
    {
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            var (ends, _) = Acting.Explored((stage, words) =>
            {
                var other = stage.Create(Heard.Of(me => me.On<string>(_ => me.From.Tell(0))), "other");
                Three(stage, stage.Create(Heard.Of(me => me.OnAsync<int>(async number =>
                {
                    await All[awaited](other).ConfigureAwait(false);
                    words.Add($"{number}");
                })), "one"));
            }, strategy, 1000);
            Each.Equal(strategy, "1 2 3", string.Join('|', ends));
        }
    }

    /// <summary>Then the rest is done in the step of the other, or beside it.</summary>
    [Theory]
    [InlineData(TaskCreationOptions.None)]
    [InlineData(TaskCreationOptions.RunContinuationsAsynchronously)]
    public void So_it_is_when_another_actor_ends_the_wait(TaskCreationOptions options)
    {
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            var (ends, _) = Acting.Explored((stage, words) =>
            {
                TaskCompletionSource wait = new(options);
                Three(stage, stage.Create(Heard.Of(me => me.OnAsync<int>(async number =>
                {
                    await wait.Task.ConfigureAwait(false);
                    words.Add($"{number}");
                })), "one"));
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => wait.SetResult())), "other"), 1);
            }, strategy, 1000);
            Each.Equal(strategy, "1 2 3", string.Join('|', ends));
        }
    }

    [Fact]
    public void What_is_taken_up_again_from_the_stash_is_handled_then()
    {
        var (ends, _) = Acting.Explored((stage, words) => Three(stage, stage.Create(Heard.Of(me =>
        {
            var isOpen = false;
            me.OnAsync<int>(async number =>
            {
                if (isOpen) { words.Add($"{number}"); }
                else { me.Stash.Stash(); }
                if (number == 3)
                {
                    isOpen = true;
                    me.Stash.UnstashAll();
                }

                await Task.Run(() => { }).ConfigureAwait(false);
            });
        }), "one")), runs: 1000);
        Assert.Equal(["1 2 3"], ends);
    }

    private static void Three(Stage stage, IActorRef one)
    {
        for (var number = 1; number <= 3; number++) { stage.Tell(one, number); }
    }
}
