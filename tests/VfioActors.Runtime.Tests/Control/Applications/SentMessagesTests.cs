using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>A message that somebody changes after he sent it: whoever gets it may see it before or after.</summary>
public sealed class SentMessagesTests
{
    private const string Unsaid = "where they do not say so by Stage.Touches";

    private static readonly string[] Strategies = ["dpor", "dfs"];

    private static readonly Dictionary<string, (Action<Heard, IActorRef> Giver, string? Named)> All = new()
    {
        ["a list in the same step"] = (Changing((List<int> one) => one.Add(1)), "List<Int32>"),
        ["a field in the same step"] = (Changing((Order one) => one.Count = 5), "Order"),
        ["a part in the same step"] = (Changing((Order one) => one.Words.Add("x")), "List<String>"),
        ["an item in the same step"] = (An_item_in_the_same_step, "Object[]"),
        ["a list behind an await"] = (A_list_behind_an_await, "List<Int32>"),
        ["a list by the pool"] = (A_list_by_the_pool, "List<Int32>"),
        ["nothing"] = (Changing((List<int> _) => { }), null),
        ["only before it is sent"] = (Only_before_it_is_sent, null),
        ["nothing but what reading leaves"] = (Changing((Dictionary<int, int> one) => _ = one.Keys.Count), null),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void What_is_changed_behind_its_Tell_is_named(string program)
    {
        var (giver, named) = All[program];
        foreach (var strategy in Strategies)
        {
            var modulo = ModuloOf(strategy, stage =>
            {
                var taker = stage.Create(Heard.Of(me => me.On<object>(_ => { })), "taker");
                stage.Tell(stage.Create(Heard.Of(me => giver(me, taker)), "giver"), 1);
            });
            Each.Equal($"{program} {strategy}", Expected(strategy, named, "taker and giver"), modulo);
        }
    }

    /// <summary>To go through it would run what the actors' own code put there, and might wait for ever.</summary>
    [Fact]
    public void A_sequence_that_is_made_when_it_is_gone_through_is_not_gone_through()
    {
        var made = 0;
        _ = ModuloOf("dfs", stage =>
        {
            var taker = stage.Create(Heard.Of(me => me.On<IEnumerable<int>>(_ => { })), "taker");
            var giver = stage.Create(
                Heard.Of(me => me.On<List<int>>(
                    few => taker.Tell(few.Select(one => one + Interlocked.Increment(ref made))))),
                "giver");
            stage.Tell(giver, new List<int> { 1, 2 });
        });
        Assert.Equal(0, made);
    }

    [Fact]
    public void Whoever_gets_a_message_may_change_it()
    {
        foreach (var strategy in Strategies)
        {
            Each.Equal(strategy, null, ModuloOf(strategy, stage =>
            {
                var taker = stage.Create(Heard.Of(me => me.On<List<int>>(list => list.Add(2))), "taker");
                stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => taker.Tell(new List<int>()))), "giver"), 1);
            }));
        }
    }

    [Fact]
    public void Nobody_sees_what_is_changed_before_the_first_step()
    {
        foreach (var strategy in Strategies)
        {
            Each.Equal(strategy, null, ModuloOf(strategy, stage =>
            {
                List<int> list = [];
                stage.Tell(stage.Create(Heard.Of(me => me.On<List<int>>(_ => { })), "taker"), list);
                list.Add(1);
            }));
        }
    }

    [Fact]
    public void Whoever_says_that_he_changes_it_is_taken_at_his_word()
    {
        Assert.Null(ModuloOf("dpor", stage =>
        {
            var list = stage.Share(new List<int>());
            var taker = stage.Create(Heard.Of(me => me.On<List<int>>(one => stage.Touches(one, changes: false))), "taker");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(number =>
            {
                stage.Touches(list);
                taker.Tell(list);
                list.Add(number);
            })), "giver"), 1);
        }));
    }

    private static string? ModuloOf(string strategy, Action<Stage> begin)
    {
        using Played played = new(begin, ActorChecks.Names);
        return ControlledExplorer.Explore(played, strategy, 1000).Modulo;
    }

    private static string? Expected(string strategy, string? named, string actors) => named is null ? null
        : strategy == "dpor" ? $"what actors share beside messages ({named} of {actors}), {Unsaid}"
        : $"what others do in the midst of a step that uses what they share ({named} of {actors})";

    private static Action<Heard, IActorRef> Changing<T>(Action<T> change)
        where T : new() => (me, taker) => me.On<int>(_ =>
        {
            T one = new();
            taker.Tell(one);
            change(one);
        });

    private static void An_item_in_the_same_step(Heard me, IActorRef taker) => me.On<int>(number =>
    {
        object[] items = [0];
        taker.Tell(items);
        items[0] = number;
    });

    private static void A_list_behind_an_await(Heard me, IActorRef taker) => me.OnAsync<int>(async number =>
    {
        List<int> list = [];
        taker.Tell(list);
        await Task.Delay(1000);
        list.Add(number);
    });

    private static void A_list_by_the_pool(Heard me, IActorRef taker) => me.On<int>(number =>
    {
        List<int> list = [];
        taker.Tell(list);
        Task.Run(() => list.Add(number));
    });

    private static void Only_before_it_is_sent(Heard me, IActorRef taker) => me.On<int>(number =>
    {
        List<int> list = [];
        list.Add(number);
        taker.Tell(list);
    });

    private sealed class Order
    {
        public int Count { get; set; }

        public List<string> Words { get; } = [];
    }
}
