namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Two that answer each other for ever are told of: a run of ten thousand steps is as long as runs get.</summary>
public sealed class EndlessRunTests
{
    /// <summary>So many pairs of steps are fifty million: of each is asked in no time whether it could be swapped.</summary>
    [Fact]
    public void Why_a_run_never_ends_is_asked_in_as_many_steps_as_a_search_may_take()
    {
        var heard = 0L;
        var broken = Played.Broken(stage =>
        {
            var a = stage.Create(Heard.Of(me => me.On<string>(word =>
            {
                heard++;
                me.From.Tell(word, me.Me);
            })), "a");
            stage.Tell(stage.Create(Heard.Of(me =>
            {
                me.On<int>(_ => a.Tell("ping", me.Me));
                me.On<string>(word => me.From.Tell(word, me.Me));
            }), "b"), 1);
        });

        Assert.Equal(["NoLivelock: a and b go on for more than 10,000 steps and come to no end"], broken);
        Assert.InRange(heard, 5_000, 1_000_000);
    }
}
