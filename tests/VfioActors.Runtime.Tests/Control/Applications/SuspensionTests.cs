using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// An actor is suspended when its parent fails, by a message of Akka.NET: on another thread it may handle before that
/// what its parent sent it in the step that failed.
/// </summary>
public sealed class SuspensionTests
{
    private static readonly Dictionary<string, (Directive Directive, string[] Ends)> All = new()
    {
        ["resumed"] = (Directive.Resume, ["decided x", "x decided"]),
        ["restarted"] = (Directive.Restart, ["decided", "decided x", "x decided"]),
        ["stopped"] = (Directive.Stop, ["decided", "decided x", "x decided"]),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void What_its_parent_said_before_it_failed_may_come_before_that(string program)
    {
        var (directive, ends) = All[program];
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            Each.Equal(strategy, string.Join("|", ends),
                string.Join("|", Acting.Explored((stage, words) => Begin(stage, words, directive), strategy).Ends));
        }
    }

    /// <summary>Nobody is told that somebody who has stopped is to be suspended.</summary>
    [Fact]
    public void A_suspension_that_comes_late_is_nobodys_dead_letter()
    {
        var parent = Heard.Of(me =>
        {
            me.Around.ActorOf(Heard.Of(_ => { }), "child");
            me.On<int>(_ => throw new FormatException());
        });
        Assert.Empty(Played.Broken(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(one =>
                me.Around.ActorOf(parent, "parent").Tell(one)))
            .WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)), "grandparent"), 1),
            "dpor", ActorChecks.NoUnexpectedFailure));
    }

    private static void Begin(Stage stage, List<string> words, Directive directive)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        var parent = Heard.Of(me =>
        {
            var child = me.Around.ActorOf(Heard.Of(its => its.On<string>(log.Tell)), "child");
            me.On<int>(_ =>
            {
                child.Tell("x");
                throw new FormatException();
            });
        });
        OneForOneStrategy strategy = new(_ =>
        {
            log.Tell("decided");
            return directive;
        });
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(one => me.Around.ActorOf(parent, "parent").Tell(one)))
            .WithSupervisorStrategy(strategy), "grandparent"), 1);
    }
}
