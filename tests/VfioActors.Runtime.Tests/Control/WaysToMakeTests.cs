using Akka.Actor;

namespace VfioActors.Runtime.Tests.Control;

public sealed class WaysToMakeTests
{
    private static readonly string[] Words = ["a", "b"];

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void An_actor_that_code_makes_is_one_as_any_other(object? reset)
    {
        var (ends, _) = Acting.Explored((stage, words) =>
        {
            var log = stage.Create(() => new Heard(me => me.On<int>(_ => me.Stash.ClearStash())
                .On<string>(word =>
                {
                    words.Add(word);
                    me.Stash.UnstashAll();
                })
                .On<char>(_ => me.Stash.Stash())), "log", reset);
            foreach (var word in Words)
            {
                stage.Tell(stage.Create(() => new Heard(me => me.On<int>(_ => { }).On<string>(log.Tell)), word, reset),
                    word);
            }
        });
        Assert.Equal(["a b", "b a"], ends);
    }

    [Fact]
    public void Code_whose_actor_nobody_names_is_taken_too()
    {
        Func<ActorBase> make = () => new Heard(me => me.On<string>(_ => throw new InvalidOperationException("weak")));
        Assert.StartsWith("NoUnexpectedFailure: one failed: InvalidOperationException: weak",
            Assert.Single(Played.Broken(stage => stage.Tell(stage.Create(make, "one"), "word"))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_actor_is_made_anew_after_a_failure()
    {
        var made = 0;
        var (_, _) = Acting.Explored((stage, _) =>
        {
            made = 0;
            var weak = stage.Create(() =>
            {
                made++;
                return new Heard(me => me.On<string>(_ => throw new InvalidOperationException("weak")));
            }, "weak");
            stage.Tell(weak, "word");
        });
        Assert.Equal(2, made);
    }
}
