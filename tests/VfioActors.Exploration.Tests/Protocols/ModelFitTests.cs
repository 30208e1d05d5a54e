using System.Runtime.InteropServices;
using VfioActors.Behaviors;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Protocols;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Protocols;

/// <summary>What does not fit is said in one line where it is written down, and never holds.</summary>
public sealed class ModelFitTests
{
    private readonly record struct Counter(int Count);
    private readonly record struct Address(GCHandle Of);
    private readonly record struct Tag(int Number);
    private readonly record struct Up(int By) : IMessage;
    private readonly record struct Done(int Count) : IMessage;
    private readonly record struct Padded(byte Low, int High) : IMessage;
    private readonly record struct Large(long A, long B, long C, long D, long E) : IMessage;
    private readonly record struct Boxed<T>(T Value) : IMessage
        where T : unmanaged;

    private static Model Counting(out ModelActorOf<Counter> counter, string name = "counter")
    {
        Model model = new("counting");
        counter = model.Actor(name, new Counter(0))
            .Answers((Counter now, Up up) => (new Counter(now.Count + up.By), new Done(now.Count)));
        model.Client("client", "UP(1)").Asks(counter, new Up(1));
        return model;
    }

    public static TheoryData<string, Func<object?>> Nothings => new()
    {
        { "name", () => new Model(null!) },
        { "operation", () => Counting(out _).Client("other", null!) },
        { "rule", () => Counting(out var counter) is not null ? counter.Hears<Done>(null!) : null },
        { "rule", () => Counting(out var counter) is not null ? counter.Answers<Done, Done>(null!) : null },
        { "actor", () => Counting(out _).Client("other", "UP").Asks(null!, new Up(1)) },
        { "request", () => Counting(out var counter).Client("o", "UP").Asks(counter, new Up(1)).Asks<Done, Up>(
            counter, null!) },
        { "claim", () => Counting(out _).AtRest(null!, _ => true) },
        { "holds", () => Counting(out _).AtRest("Claim", (Func<IWorldView, bool>)null!) },
        { "refute", () => Counting(out _).AtRest("Claim", "It is so.", null!) },
        { "actor", () => Counting(out _).Always<Counter>("Claim", null!, _ => true) },
        { "holds", () => Counting(out var counter).Always("Claim", counter, null!) },
        { "reached", () => Counting(out _).Reaches("Claim", null!) },
        { "clients", () => Counting(out _).Interchangeable(null!) },
        { "clients", () => Counting(out _).Interchangeable([null!]) },
    };

    [Theory, MemberData(nameof(Nothings))]
    public void Nothing_is_refused_by_its_name(string name, Func<object?> write) =>
        Assert.Equal(name, Assert.Throws<ArgumentNullException>(write).ParamName);

    /// <summary>Its number is that of somebody else here, who would be asked instead.</summary>
    [Fact]
    public void What_is_of_another_model_is_refused()
    {
        var model = Counting(out _);
        var other = Counting(out var foreign, "foreign");
        var client = other.Client("other", "UP").Asks(foreign, new Up(1));
        foreach (var write in (Func<object>[])
            [
                () => model.Client("one", "UP").Asks(foreign, new Up(1)),
                () => model.Client("two", "UP").Asks(foreign, (Done done) => new Up(done.Count)),
                () => model.Always("NeverUp", foreign, now => now.Count == 0),
                () => model.Interchangeable(client),
            ])
        {
            Assert.EndsWith(" of another model", Assert.Throws<ArgumentException>(write).Message,
                StringComparison.Ordinal);
        }

        var report = Counting(out _).AtRest("Up", view => foreign.In(view).Count == 1).Explore();
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.StartsWith(
            "Up could not be judged: ArgumentException: foreign is an actor of another model: of its number is counter",
            report.Exploration.Doubt, StringComparison.Ordinal);
    }

    /// <summary>It would take the place of the check, and what that finds would hold.</summary>
    [Fact]
    public void A_claim_has_a_name_of_its_own()
    {
        foreach (var check in StandardChecks.Of([]))
        {
            var taken = Assert.Throws<ArgumentException>(() => Counting(out _).AtRest(check.Name, _ => true));
            Assert.StartsWith($"{check.Name} is checked of every model", taken.Message, StringComparison.Ordinal);
        }

        var model = Counting(out var counter).AtRest("Up", _ => true);
        Assert.Throws<ArgumentException>(() => model.Always("Up", counter, _ => true));
        Assert.Throws<ArgumentException>(() => model.Reaches("Up", _ => true));
        Assert.Throws<ArgumentException>(() => model.AtRest(" ", _ => true));
    }

    [Fact]
    public void Messages_that_do_not_fit_are_refused_with_the_reason()
    {
        var model = Counting(out var counter);
        AssertRefused("Padded has padding", () => model.Client("a", "UP").Asks(counter, new Padded(1, 2)));
        AssertRefused("Large has 40 bytes", () => model.Client("b", "UP").Asks(counter, new Large(1, 2, 3, 4, 5)));
        AssertRefused("Padded has padding", () => counter.Hears<Padded>((now, _, _) => now));
        AssertRefused("Padded has padding", () => counter.Answers((Counter now, Done _) => (now, new Padded(1, 2))));
        AssertRefused("Padded has padding", () => model.Client("c", "UP").Asks(counter, new Up(1))
            .Asks(counter, (Padded padded) => new Up(padded.High)));
        AssertRefused("it was said before what counter does with Up", () => counter.Hears<Up>((now, _, _) => now));

        static void AssertRefused(string reason, Func<object> write) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(write).Message, StringComparison.Ordinal);
    }

    /// <summary>What is at an address changes with no state being another.</summary>
    [Fact]
    public void A_state_with_an_address_is_refused() =>
        Assert.StartsWith("Address holds an address", Assert.Throws<ArgumentException>(
            () => new Model("address").Actor("actor", default(Address))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_a_client_owns_has_a_number_that_a_table_can_have()
    {
        var client = Counting(out _).Client("other", "UP");
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Owns(new Tag(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Owns(new Tag(int.MaxValue)));
    }

    [Fact]
    public void A_delivery_that_there_is_not_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Model("m") { Delivery = (Delivery)9 }.Explore());
        foreach (var faults in (BagFaults[])[new(-1, 0), new(0, -1), new(BagFaults.Most + 1, 0)])
        {
            Model model = new("bag") { Delivery = Delivery.Bag, Faults = faults };
            Assert.Throws<ArgumentOutOfRangeException>(() => model.Explore());
        }
    }

    /// <summary>Which of two kinds of one name is on its way is all that tells two states apart.</summary>
    [Theory]
    [InlineData("dfs")]
    [InlineData("dpor")]
    [InlineData("stateful")]
    [InlineData("breadth")]
    public void A_generic_message_is_another_kind_for_each_type(string strategy)
    {
        var report = Choosing(new Boxed<int>(1), new Boxed<uint>(1)).Explore(strategy).Exploration;
        Assert.Equal(["Never", "Sometimes"], report.Judged.Claims);
        Assert.Equal("Never", Assert.Single(report.Failures).Property.Name);
    }

    [Theory]
    [InlineData("dfs")]
    [InlineData("dpor")]
    [InlineData("stateful")]
    [InlineData("breadth")]
    [InlineData("random")]
    public void Kinds_of_one_name_are_refused(string strategy)
    {
        var model = Choosing(new One.Wire.Ping(1), new Other.Wire.Ping(1));
        var refused = Assert.ThrowsAny<UnfitScenarioException>(() => model.Explore(strategy));
        Assert.StartsWith("two kinds of messages are called Wire.Ping, ", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The host chooses what a relay sends; a client does something else meanwhile.</summary>
    private static Model Choosing<TFirst, TSecond>(TFirst first, TSecond second)
        where TFirst : unmanaged, IMessage
        where TSecond : unmanaged, IMessage
    {
        var model = Counting(out var counter);
        var heard = model.Actor("heard", new Counter(0))
            .Hears<TFirst>((_, _, _) => new(1)).Hears<TSecond>((_, _, _) => new(2));
        var relay = model.Actor("relay", new Counter(0))
            .Hears<Up>((now, envelope, outbox) =>
            {
                outbox.Send(envelope.From, new Done(0));
                outbox.Choose(1, options: 2);
                return now;
            })
            .Hears<Chosen>((now, envelope, outbox) =>
            {
                if (envelope.Read<Chosen>().Option == 0) { outbox.Send(heard.Id, first); }
                else { outbox.Send(heard.Id, second); }
                return now;
            });
        model.Client("other", "UP").Asks(relay, new Up(1)).Does("COUNT").Asks(counter, new Up(1));
        return model.AtRest("Never", view => heard.In(view).Count != 2)
            .Reaches("Sometimes", view => heard.In(view).Count == 1);
    }

    private static class One
    {
        internal static class Wire
        {
            internal readonly record struct Ping(int Value) : IMessage;
        }
    }

    private static class Other
    {
        internal static class Wire
        {
            internal readonly record struct Ping(int Value) : IMessage;
        }
    }
}
