using VfioActors.Exploration;
using VfioActors.Exploration.Strategies.Catalogs;

namespace VfioActors.Races.Tests;

/// <summary>
/// The litmus model of aux-domains as a race file has the states that other model checkers count: each turn of the
/// owner is a critical section, and a critical section is one message.
/// </summary>
public sealed class LitmusCountTests
{
    private const string Owner = """
        int dp, ref, iref; int entry[8]; struct ida pasids; DEFINE_SPINLOCK(owner);
        """;

    [Theory]
    [InlineData("fixed", 2, 1, 9)]
    [InlineData("fixed", 3, 1, 27)]
    [InlineData("fixed", 4, 1, 81)]
    [InlineData("fixed", 2, 2, 25)]
    [InlineData("fixed", 3, 2, 125)]
    [InlineData("posted", 2, 1, 104)]
    [InlineData("posted", 3, 1, 3_578)]
    [InlineData("cleared", 2, 1, 101)]
    [InlineData("cleared", 3, 1, 3_249)]
    [InlineData("locked", 2, 1, 20)]
    [InlineData("locked", 3, 1, 130)]
    public void States_are_those_of_the_table(string variant, int clients, int rounds, int states)
    {
        var setup = Checking.Setup(Text(variant, clients, rounds), []);
        var report = Explorer.Explore(
            () => setup.Without(property => true),
            made => StrategyCatalog.Make("stateful", 1, made.Properties)!,
            new());
        Assert.Equal(states, report.States);
    }

    /// <summary>N clients, each with R rounds of attach, then detach.</summary>
    internal static string Text(string variant, int clients, int rounds)
    {
        var attach = variant switch
        {
            "fixed" => Turn("if (dp == 0) dp = ida_alloc_range(&pasids, 1, 15, 0); ENTER"),
            "locked" => Turn("if (dp == 0) dp = ida_alloc_range(&pasids, 1, 15, 0);") + Turn("ENTER"),
            _ => "int d; " + Turn("d = dp;") + "if (d == 0) { int p; "
                + Turn("p = ida_alloc_range(&pasids, 1, 15, 0);") + Turn("dp = p;") + "}" + Turn("ENTER"),
        };
        var forget = variant == "posted" ? "" : "dp = 0;";

        // Here a thread that frees an id twice, or uses a freed one, does nothing more; the model of the table goes on.
        // What is computed of an id is no id any more.
        var free = $"if (ida_exists(&pasids, e)) ida_free(&pasids, e); {forget}";
        var detach = Turn($"int e = dp; ref--; if (ref == 0 && e > 0) {{ {free} }} LEAVE");
        var text = Owner;
        for (var client = 0; client < clients; client++)
        {
            var round = (attach + detach)
                .Replace("ENTER", $"iref++; entry[{client}] |= 1 << (dp + 0); ref++;", StringComparison.Ordinal)
                .Replace("LEAVE", $"entry[{client}] &= ~(1 << e); iref--;", StringComparison.Ordinal);
            text += $"CPU{client} {{ {string.Concat(Enumerable.Repeat($"{{ {round} }}", rounds))} }}\n";
        }

        return text;
    }

    private static string Turn(string code) => $"spin_lock(&owner); {code} spin_unlock(&owner); ";
}
