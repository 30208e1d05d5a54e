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

    /// <summary>
    /// All are made anew when one fails, each on a thread of its own: one may say something to another before that one
    /// is. So may a parent to a child that it keeps.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_one_says_that_is_made_anew_may_come_before_another_is(bool isParent)
    {
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            var ends = Acting.Explored(isParent ? Kept : Siblings, strategy).Ends;
            Each.Equal(strategy, "new|old", string.Join("|", ends));
        }
    }

    /// <summary>Nobody is told that somebody who has stopped is to be suspended, or to go on.</summary>
    [Theory]
    [InlineData(Directive.Stop)]
    [InlineData(Directive.Resume)]
    public void What_comes_too_late_to_one_who_has_stopped_is_nobodys_dead_letter(Directive directive)
    {
        var parent = Heard.Of(me =>
        {
            var child = me.Around.ActorOf(Heard.Of(its => its.On<int>(_ => its.Around.Stop(its.Me))), "child");
            me.On<int>(one =>
            {
                if (directive == Directive.Resume) { child.Tell(one); }
                throw new FormatException();
            });
        });
        Assert.Empty(Played.Broken(stage => stage.Tell(stage.Create(Heard.Of(me => me.On<int>(one =>
                me.Around.ActorOf(parent, "parent").Tell(one)))
            .WithSupervisorStrategy(new OneForOneStrategy(_ => directive)), "grandparent"), 1),
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

    private static void Siblings(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        AllForOneStrategy strategy = new(_ => Directive.Restart);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(one =>
        {
            var friend = me.Around.ActorOf(Aged(log), "friend");
            me.Around.ActorOf(Heard.Of(its => its.On<int>(_ => throw new FormatException()),
                _ => friend.Tell("left")), "weak").Tell(one);
        })).WithSupervisorStrategy(strategy), "parent"), 1);
    }

    private static void Kept(Stage stage, List<string> words)
    {
        var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
        stage.Tell(stage.Create(Props.Create(() => new Keeping(log)), "parent"), 1);
    }

    /// <summary>One that says whether it was made anew.</summary>
    private static Props Aged(IActorRef log)
    {
        var made = 0;
        return Heard.Of(me =>
        {
            var age = ++made;
            me.On<string>(_ => log.Tell(age == 1 ? "old" : "new"));
        });
    }

    private sealed class Keeping : ReceiveActor
    {
        public Keeping(IActorRef log)
        {
            if (Context.Child("child").IsNobody()) { Context.ActorOf(Aged(log), "child"); }
            Receive<int>(_ => throw new FormatException());
        }

        protected override void PreRestart(Exception reason, object message)
        {
            // Its child stays.
        }

        protected override void PostRestart(Exception reason) => Context.Child("child").Tell("x");
    }
}
