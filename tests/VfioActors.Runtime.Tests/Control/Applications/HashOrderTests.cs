using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using VfioActors.Runtime.Control;
using VfioActors.Testing;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>
/// Sets and tables that go by the hash of a text are in another order in every program, and so is what actors do who go
/// through them.
/// </summary>
public sealed class HashOrderTests
{
    private const string OfSet = "ImmutableHashSet<String>";
    private const string OfTable = "ImmutableDictionary<String, Int32>";

    private static readonly Dictionary<string, (Action<IActorRef> Tells, string? Named)> All = new()
    {
        ["each of a set"] = (log => { foreach (var one in Set()) { log.Tell(one); } }, OfSet),
        ["the first of a set"] = (log => log.Tell(Set().First()), OfSet),
        ["a set in one text"] = (log => log.Tell(string.Join(' ', Set().Select(one => one))), OfSet),
        ["each of a table"] = (log => { foreach (var (key, _) in Table()) { log.Tell(key); } }, OfTable),
        ["the first value"] = (log => log.Tell($"{Table().Values.First()}"), OfTable),
        ["the first key of one that several use"] =
            (log => log.Tell(Several().Keys.First()), "ConcurrentDictionary<String, Int32>"),
        ["a set in its own order"] = (log => { foreach (var one in Set().Order()) { log.Tell(one); } }, null),
        ["whether something is in it"] = (log => log.Tell($"{Set().Contains("a")}"), null),
        ["how many there are"] = (log => log.Tell($"{Set().Count(one => one.Length == 1)}"), null),
        ["a value by its key"] = (log => log.Tell($"{Table()["a"]}"), null),
        ["each of a set of numbers"] =
            (log => { foreach (var one in ImmutableHashSet.Create(1, 2)) { log.Tell($"{one}"); } }, null),
        ["each of a list"] = (log => { foreach (var one in ImmutableList.Create("a", "b")) { log.Tell(one); } }, null),
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void An_order_that_is_another_in_another_program_is_named(string program)
    {
        var (tells, named) = All[program];
        using Acting acting = new((stage, words) =>
        {
            var log = stage.Create(Heard.Of(me => me.On<string>(words.Add)), "log");
            stage.Tell(stage.Create(Heard.Of(me => me.On<int>(_ => tells(log))), "one"), 1);
        });
        Each.Equal(
            program,
            named is null ? null : $"what actors draw by lot or read of a clock (the order of {named})",
            ControlledExplorer.Explore(acting, "dpor", 10).Modulo);
    }

    private static ImmutableHashSet<string> Set() => ["a", "b"];

    private static ImmutableDictionary<string, int> Table() =>
        ImmutableDictionary<string, int>.Empty.Add("a", 1).Add("b", 2);

    private static ConcurrentDictionary<string, int> Several() => new() { ["a"] = 1, ["b"] = 2 };
}
