using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// A parent learns that a child failed or ended by a message of Akka.NET, and may hear before that what the child, or
/// whoever it told, said last.
/// </summary>
public sealed class FamilyTests
{
    private static readonly Dictionary<string, (Action<Stage, List<string>> Begin, string[] Ends)> All = new()
    {
        ["a name after a stop"] = (A_name_after_a_stop, ["made", "taken"]),
        ["a name after poison"] = (A_name_after_poison, ["made", "taken"]),
        ["a name at the top"] = (A_name_at_the_top, ["made", "taken"]),
        ["a name after the word of an end"] = (A_name_after_the_word_of_an_end, ["made"]),
        ["whether there is a child"] = (Whether_there_is_a_child, ["no", "yes"]),
        ["what a decider knows"] = (What_a_decider_knows, ["told decided:after", "told decided:before"]),
        ["what was told before an escalation"] = (What_was_told_before_an_escalation, ["boom", "told boom"]),
        ["a neighbour that is asked"] = (A_neighbour_that_is_asked, ["0", "1"]),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void Every_strategy_finds_every_end_and_no_other(string program)
    {
        var (begin, ends) = All[program];
        foreach (var strategy in new[] { "dpor", "dfs", "random" })
        {
            Each.Equal(strategy, string.Join("|", ends), string.Join("|", Acting.Explored(begin, strategy, 3000).Ends));
        }
    }

    private static Props Leaving() => Heard.Of(me => me.On<int>(_ =>
    {
        me.Around.Parent.Tell("bye");
        me.Around.Stop(me.Me);
    }));

    private static void A_name_after_a_stop(Stage stage, List<string> words) =>
        stage.Tell(stage.Create(Heard.Of(me => me
            .On<int>(_ => me.Around.ActorOf(Leaving(), "child").Tell(1))
            .On<string>(_ => words.Add(Make(me.Around)))), "parent"), 1);

    private static void A_name_after_poison(Stage stage, List<string> words) =>
        stage.Tell(stage.Create(Heard.Of(me => me
            .On<int>(_ => me.Around.ActorOf(
                Heard.Of(_ => { }, its => its.Around.Parent.Tell("bye")), "child").Tell(PoisonPill.Instance))
            .On<string>(_ => words.Add(Make(me.Around)))), "parent"), 1);

    private static void A_name_at_the_top(Stage stage, List<string> words)
    {
        var maker = stage.Create(Heard.Of(me => me.On<string>(_ => words.Add(Make(me.Around.System)))), "maker");
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            maker.Tell("bye");
            me.Around.Stop(me.Me);
        })), "child"), 1);
    }

    private static void A_name_after_the_word_of_an_end(Stage stage, List<string> words) =>
        stage.Tell(stage.Create(Heard.Of(me => me
            .On<int>(_ =>
            {
                me.Around.Watch(me.Around.ActorOf(Leaving(), "child")).Tell(1);
            })
            .On<string>(_ => { })
            .On<Terminated>(_ => words.Add(Make(me.Around)))), "parent"), 1);

    private static void Whether_there_is_a_child(Stage stage, List<string> words) =>
        stage.Tell(stage.Create(Heard.Of(me => me
            .On<int>(_ => me.Around.ActorOf(Leaving(), "child").Tell(1))
            .On<string>(_ => words.Add(me.Around.Child("child").IsNobody() ? "no" : "yes"))), "parent"), 1);

    private static void What_a_decider_knows(Stage stage, List<string> words)
    {
        var known = "before";
        OneForOneStrategy strategy = new(_ =>
        {
            words.Add($"decided:{known}");
            return Directive.Stop;
        });
        stage.Tell(stage.Create(Heard.Of(me => me
            .On<int>(_ =>
            {
                known = "before";
                me.Around.ActorOf(Telling_and_failing(), "child").Tell(1);
            })
            .On<string>(word =>
            {
                known = "after";
                words.Insert(0, word);
            })).WithSupervisorStrategy(strategy), "parent"), 1);
    }

    private static void What_was_told_before_an_escalation(Stage stage, List<string> words)
    {
        OneForOneStrategy escalating = new(_ => Directive.Escalate);
        OneForOneStrategy stopping = new(_ =>
        {
            words.Add("boom");
            return Directive.Stop;
        });
        var parent = Heard.Of(me => me
            .On<int>(_ => me.Around.ActorOf(Telling_and_failing(), "child").Tell(1))
            .On<string>(words.Add)).WithSupervisorStrategy(escalating);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => me.Around.ActorOf(parent, "parent").Tell(1)))
            .WithSupervisorStrategy(stopping), "grandparent"), 1);
    }

    private static Props Telling_and_failing() => Heard.Of(me => me.On<int>(_ =>
    {
        me.Around.Parent.Tell("told");
        throw new FormatException();
    }));

    /// <summary>All are started again when one fails, and another may hear before that what that one said.</summary>
    private static void A_neighbour_that_is_asked(Stage stage, List<string> words)
    {
        AllForOneStrategy strategy = new(_ => Directive.Restart);
        stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ =>
        {
            var counts = me.Around.ActorOf(Heard.Of(its =>
            {
                var count = 0;
                its.On<int>(_ => count++).On<string>(_ => words.Add($"{count}"));
            }), "counts");
            counts.Tell(1);
            me.Around.ActorOf(Heard.Of(its => its.On<int>(_ =>
            {
                counts.Tell("?");
                throw new FormatException();
            })), "weak").Tell(1);
        })).WithSupervisorStrategy(strategy), "parent"), 1);
    }

    private static string Make(IActorRefFactory factory)
    {
        try
        {
            factory.ActorOf(Heard.Of(_ => { }), "child");
            return "made";
        }
        catch (InvalidActorNameException)
        {
            return "taken";
        }
    }
}
