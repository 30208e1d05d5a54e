using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Protocols;

public sealed class ModelTests
{
    private readonly record struct Counter(int Count, int Peak);
    private readonly record struct Flag(bool IsUp);
    private readonly record struct Up(int By) : IMessage;
    private readonly record struct Down(int By) : IMessage;
    private readonly record struct Done(int Count) : IMessage;

    public static TheoryData<string> Strategies => [.. StrategyCatalog.Names];

    private static ModelActorOf<Counter> CounterOf(Model model) => model.Actor("counter", new Counter(0, 0))
        .Answers((Counter now, Up up) => Moved(now, now.Count + up.By))
        .Answers((Counter now, Down down) => Moved(now, now.Count - down.By));

    private static (Counter State, Done Reply) Moved(Counter now, int count) =>
        (new(count, Math.Max(count, now.Peak)), new(count));

    private static Model TwoClients(out ModelActorOf<Counter> counter)
    {
        Model model = new("counters");
        counter = CounterOf(model);
        model.Client("up", "UP(1)").Asks(counter, new Up(1)).Does("UP(2)").Asks(counter, new Up(2));
        model.Client("down", "DOWN(1)").Asks(counter, new Down(1));
        return model;
    }

    [Theory]
    [InlineData("dfs")]
    [InlineData("dpor")]
    [InlineData("stateful")]
    public void An_actor_is_looked_at_after_each_step(string strategy)
    {
        var report = TwoClients(out var counter)
            .Always("NeverBelowZero", counter, now => now.Count >= 0)
            .Always("AtMostThree", counter, now => now.Count <= 3)
            .Explore(strategy);
        var failure = Assert.Single(report.Exploration.Failures);
        Assert.Equal("NeverBelowZero", failure.Property.Name);
        Assert.Equal("Always: now => now.Count >= 0", failure.Property.Claim);
        Assert.Equal("counter is Counter { Count = -1, Peak = 0 }", failure.Reason);
        Assert.Equal(1, Assert.Single(report.Diagnoses).MinimalSteps);
    }

    [Fact]
    public void A_search_that_samples_comes_to_an_end_when_nobody_bounds_it()
    {
        var account = TwoClients(out var counter).Always("AtMostThree", counter, now => now.Count <= 3);
        Assert.Equal(100_000, account.Explore("random").Exploration.Runs);
        Assert.Equal(7, account.Explore("random", new() { Runs = 7 }).Exploration.Runs);
    }

    /// <summary>An actor that never takes a step would else be looked at by nobody, and its claim would hold.</summary>
    [Theory]
    [InlineData("dfs")]
    [InlineData("dpor")]
    [InlineData("stateful")]
    [InlineData("pct")]
    public void What_does_not_hold_before_any_step_is_refused(string strategy)
    {
        var model = TwoClients(out _);
        var idle = model.Actor("idle", new Counter(0, 0));
        _ = model.Always("IsUp", idle, now => now.Count > 0);
        var refused = Assert.Throws<UnfitStartException>(() => model.Explore(strategy));
        Assert.Equal(
            "'counters' cannot be explored: IsUp does not hold before any step: idle is Counter { Count = 0, Peak = 0 }",
            refused.Message);
        Assert.Equal("IsUp", refused.Property.Name);
    }

    [Fact]
    public void A_claim_knows_how_many_operations_of_a_client_are_done()
    {
        Model model = new("counters");
        var counter = CounterOf(model);
        var up = model.Client("up", "UP(1)").Asks(counter, new Up(1)).Asks(counter, new Up(1))
            .Does("UP(2)").Asks(counter, new Up(2));
        var report = model.AtRest("AllCounted", "All is counted.", view => counter.In(view).Count == up.Done(view) * 2
            ? null
            : $"{counter.In(view).Count} after {up.Done(view)} operations").Explore();
        Assert.Equal(Verdict.Held, report.Verdict);
    }

    [Theory]
    [InlineData(3, Verdict.Held)]
    [InlineData(4, Verdict.Broken)]
    public void What_some_run_must_reach_is_looked_for(int peak, Verdict verdict)
    {
        var report = TwoClients(out var counter)
            .AtRest("AllCounted", view => counter.In(view).Count == 2)
            .Reaches("Peak", view => counter.In(view).Peak == peak)
            .Explore();
        Assert.Equal(verdict, report.Verdict);
    }

    [Fact]
    public void Who_is_never_answered_waits_for_ever()
    {
        Model model = new("mute");
        var mute = model.Actor("mute", new Counter(0, 0)).Hears<Up>((now, _, _) => now with { Count = 1 });
        model.Client("client", "UP(1)").Asks(mute, new Up(1));
        model.AtRest("Heard", view => mute.In(view).Count == 1);
        var thrown = Assert.Throws<NotHeldException>(model.Explore().AssertHeld);
        Assert.StartsWith("'mute' is broken: Progress\n", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_said_an_answer_to_breaks_a_promise()
    {
        Model model = new("deaf");
        var deaf = model.Actor("deaf", new Counter(0, 0));
        model.Client("client", "UP(1)").Asks(deaf, new Up(1));
        var failures = model.AtRest("Anything", _ => true).Explore().Exploration.Failures;
        Assert.Contains(failures, failure => failure.Property.Name == "NoBrokenPromise");
    }

    [Fact]
    public void What_was_not_tried_or_not_claimed_is_no_pass()
    {
        var claims = TwoClients(out var counter).AtRest("AllCounted", view => counter.In(view).Count == 2);
        var cut = Assert.Throws<NotHeldException>(claims.Explore("dfs", new() { Runs = 1 }).AssertHeld);
        Assert.Equal("'counters' is not decided: it was ended before every order was tried\n", cut.Message);
        var empty = Assert.Throws<NotHeldException>(TwoClients(out _).Explore().AssertHeld);
        Assert.StartsWith("'counters' is not decided: the scenario claims nothing", empty.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_remembers_is_caught()
    {
        var calls = 0;
        Model model = new("moody");
        var moody = model.Actor("moody", new Counter(0, 0)).Answers((Counter now, Up _) => Moved(now, ++calls));
        model.Client("one", "UP(1)").Asks(moody, new Up(1));
        model.Client("two", "UP(2)").Asks(moody, new Up(2));
        model.Client("three", "UP(3)").Asks(moody, new Up(3));
        model.AtRest("Anything", _ => true);
        Assert.Throws<HiddenStateException>(() => model.Explore("portfolio", new() { Runs = 100 }));
    }

    /// <summary>No state shows it: what differs is what is answered.</summary>
    [Theory, MemberData(nameof(Strategies))]
    public void A_rule_that_answers_by_chance_or_by_how_often_it_is_asked_is_caught(string strategy)
    {
        SeededRandom chance = new(1);
        var calls = 0;
        foreach (var next in (Func<int>[])[() => chance.Below(2), () => ++calls % 2, () => ++calls])
        {
            Model model = new("moody");
            var moody = model.Actor("moody", new Counter(0, 0))
                .Answers((Counter now, Up up) => (new Counter(now.Count + up.By, 0), new Done(next())));
            foreach (var client in (string[])["one", "two"])
            {
                model.Client(client, "UP").Asks(moody, new Up(1)).Asks(moody, (Done done) => new Up(done.Count));
            }

            model.AtRest("Anything", _ => true);
            Assert.Throws<HiddenStateException>(() => model.Explore(strategy, new() { Runs = 1 }));
        }
    }

    [Fact]
    public void A_claim_that_remembers_is_told_when_it_is_asked_again()
    {
        Model model = new("fickle");
        var counter = CounterOf(model);
        model.Client("one", "UP(1)").Asks(counter, new Up(1));
        model.Client("two", "UP(2)").Asks(counter, new Up(2));
        var asked = 0;
        model.AtRest("Fickle", _ => asked++ % 2 == 1);
        var told = Assert.Throws<NotHeldException>(model.Explore("dpor").AssertHeld);
        Assert.EndsWith(
            "Fickle could not be made small: the steps that broke Fickle do not when they are taken again: it answers "
                + "by more than what it looks at",
            told.Message.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_with_the_reason()
    {
        Model model = new("flags");
        var refused = Assert.Throws<ArgumentException>(() => model.Actor("flag", new Flag(IsUp: true)));
        Assert.StartsWith("Flag has 1 byte, which is no multiple of 4", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_does_not_begin_with_the_answer_to_nothing()
    {
        Model model = new("nothing");
        var counter = CounterOf(model);
        var client = model.Client("client", "UP");
        Assert.Throws<InvalidOperationException>(() => client.Asks(counter, (Done done) => new Up(done.Count)));
    }
}
