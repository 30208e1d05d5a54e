namespace VfioActors.Races.Tests.Kernels;

/// <summary>Locks that are nested in more ways than a thread notes: such a run says nothing of their order.</summary>
public sealed class ManyLocksTests
{
    /// <summary>How many locks CPU0 nests, which two CPU1 nests the other way round, later, and the verdict.</summary>
    public static TheoryData<int, int, string> Cases => new()
    {
        { 2, 1, "LockOrder" },
        { 5, 4, "LockOrder" },
        { 6, 5, "LockOrder" },
        { 7, 1, "LockOrder" },
        { 7, 6, "? line 7 nests locks in more ways than are noted in CPU0" },
        { 9, 8, "? line 7 nests locks in more ways than are noted in CPU0" },
        { 6, 0, "held" },
        { 7, 0, "? line 7 nests locks in more ways than are noted in CPU0" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Their_order_is_known_or_said_not_to_be(int locks, int last, string verdict)
    {
        var all = Enumerable.Range(0, locks).ToList();
        var other = last == 0 ? "" : $"mutex_lock(&m{last}); mutex_lock(&m{last - 1}); "
            + $"mutex_unlock(&m{last - 1}); mutex_unlock(&m{last}); ";
        var text = string.Join('\n', [
            string.Concat(all.Select(one => $"static DEFINE_MUTEX(m{one}); ")),
            "static DECLARE_COMPLETION(done); static int n;",
            "CPU0 {",
            "    n = 1;",
            "    n = 2;",
            "",
            string.Concat(all.Select(one => $"mutex_lock(&m{one}); ")),
            string.Concat(all.Select(one => $"mutex_unlock(&m{one}); ")),
            "    complete(&done);",
            "}",
            $"CPU1 {{ wait_for_completion(&done); n = 3; {other}}}",
        ]);
        Assert.StartsWith(verdict, Checking.Verdict(text), StringComparison.Ordinal);
    }
}
