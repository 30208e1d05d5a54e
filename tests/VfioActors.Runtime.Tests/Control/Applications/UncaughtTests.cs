using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Tests.Control.Applications;

/// <summary>Nobody catches what an <c>async void</c> throws: .NET ends the program, and with it who explores.</summary>
public sealed class UncaughtTests
{
    private static readonly Dictionary<string, Func<Task>> All = new()
    {
        ["at once"] = () => throw new FormatException("no"),
        ["behind an await"] = async () =>
        {
            await Task.Delay(TimeSpan.FromHours(1));
            throw new FormatException("no");
        },
    };

    public static TheoryData<string> Programs => [.. All.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void What_an_async_void_throws_is_refused_as_it_ends_the_program(string program)
    {
        using Played played = new(stage => stage.Tell(
            stage.Create(Heard.Of(me => me.On<int>(_ => Forget(All[program]))), "one"), 1), ActorChecks.Names);
        var refused = Assert.Throws<UncontrolledException>(() => ControlledExplorer.Explore(played, "dpor", 10));
        Assert.StartsWith(
            "what one asked for is done by another thread", refused.Message, StringComparison.Ordinal);
    }

    private static async void Forget(Func<Task> work) => await work();
}
