namespace VfioActors.Vfio.Tests.Coverage;

/// <summary>
/// No call is answered what the table has not, whatever comes before it: random calls at the behaviours of the
/// reference.
/// </summary>
public sealed class RandomCallTests
{
    private const int Seeds = 300;
    private const int Calls = 100;

    public static TheoryData<string> Systems => [.. Sources.Keys];

    private static SortedList<string, Func<int, RandomCallRun>> Sources => new()
    {
        ["aux"] = seed => new AuxDomains.RandomCalls(seed),
        ["dma-rw"] = seed => new DmaRw.RandomCalls(seed),
        ["fault"] = seed => new Faults.RandomCalls(seed),
        ["living"] = seed => new Living.RandomCalls(seed),
        ["spapr"] = seed => new Spapr.RandomCalls(seed),
        ["type1"] = seed => new Containers.RandomCalls(seed),
    };

    [Theory, MemberData(nameof(Systems))]
    public void No_call_is_answered_what_the_table_has_not(string system)
    {
        var known = ErrnoRow.All.Where(row => row.Without.Length == 0).Select(row => row.Pair).ToHashSet();
        SortedDictionary<string, int> strange = new(StringComparer.Ordinal);
        HashSet<string> met = [];
        for (var seed = 0; seed < Seeds; seed++)
        {
            foreach (var (operation, error) in Sources[system](seed).Take(Calls))
            {
                var pair = ErrnoRow.PairOf(system, operation, error);
                met.Add(pair);
                if (!known.Contains(pair)) { strange.TryAdd(pair, seed); }
            }
        }

        Assert.Equal([], strange);
        Assert.InRange(met.Count, ErrnoRow.All.Count(row => row.System == system) / 2, int.MaxValue);
    }
}
