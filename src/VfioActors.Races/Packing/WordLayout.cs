using VfioActors.Behaviors.Values;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>What each of a row of words is for.</summary>
internal sealed class WordLayout
{
    private readonly Func<WordKind[]> _find;
    private readonly int _firstOfThreads;
    private readonly int _threads;
    private WordKind[]? _kinds;

    private WordLayout(Func<WordKind[]> find, int firstOfThreads = 0, int threads = 0) =>
        (_find, _firstOfThreads, _threads) = (find, firstOfThreads, threads);

    /// <summary>What a word is for.</summary>
    internal WordKind KindOf(int place) => (_kinds ??= _find()) is var kinds && place < kinds.Length
        ? kinds[place]
        : WordKind.Plain;

    /// <summary>
    /// Where a word would stand if threads had other numbers: elsewhere if there is one for each thread.
    /// </summary>
    internal int PlaceOf(int place, Renaming renaming)
    {
        var at = place - _firstOfThreads;
        if (_threads == 0 || at < 0) { return place; }
        var group = at / _threads;
        return _firstOfThreads + (group * _threads) + RenamedWord.ThreadOf(at % _threads, renaming);
    }

    /// <summary>Those who wait for an object.</summary>
    /// <param name="count">How many there may be.</param>
    internal static WordLayout OfWaiters(int count) => new(() =>
    {
        var kinds = new WordKind[count];
        Array.Fill(kinds, WordKind.Waiter);
        return kinds;
    });

    /// <summary>The registers of a thread.</summary>
    internal static WordLayout OfRegisters() => new(() =>
    {
        var kinds = new WordKind[ThreadPlan.FirstFree];
        for (var at = 0; at < ThreadPlan.HeldMax; at++)
        {
            kinds[ThreadPlan.FirstHeld + (2 * at) + 1] = WordKind.Line;
        }

        for (var at = 0; at < ThreadPlan.OrdersMax; at++)
        {
            kinds[ThreadPlan.FirstOrder + (2 * at)] = WordKind.LockPair;
            kinds[ThreadPlan.FirstOrder + (2 * at) + 1] = WordKind.LinePair;
        }

        kinds[ThreadPlan.LeftOut] = WordKind.Line;
        return kinds;
    });

    /// <summary>The words of an object.</summary>
    /// <param name="plan">The object.</param>
    /// <param name="threads">How many threads there are.</param>
    internal static WordLayout Of(ObjectPlan plan, int threads) => plan.Kind switch
    {
        ObjectKind.Rcu => new(() => OfRcu(threads), firstOfThreads: 1, threads),
        ObjectKind.Exclusion => new(() => Filled(plan.Type.Words)),
        _ => new(() =>
        {
            List<WordKind> kinds = [];
            Add(kinds, plan.Type);
            return [.. kinds];
        }),
    };

    /// <summary>
    /// First who reads; then for each thread for whom it waits, for whom its call does, the argument of that, whether
    /// it is called and not done, and for whose calls it waits.
    /// </summary>
    private static WordKind[] OfRcu(int threads)
    {
        var kinds = Filled(1 + (5 * threads));
        kinds.AsSpan(1 + (2 * threads), 2 * threads).Clear();
        return kinds;
    }

    private static WordKind[] Filled(int count)
    {
        var kinds = new WordKind[count];
        Array.Fill(kinds, WordKind.Threads);
        return kinds;
    }

    private static void Add(List<WordKind> kinds, RaceType type)
    {
        switch (type)
        {
            case RaceType.Structure { Layout.IsUnion: true }:
                kinds.AddRange(Enumerable.Repeat(WordKind.Plain, type.Words));
                break;
            case RaceType.Structure { Layout: var layout }:
                var first = kinds.Count;
                foreach (var name in layout.Names)
                {
                    // Bit fields share a word, which may have none that has a name.
                    if (!layout.TryFind(name, out var field) || first + field.Offset < kinds.Count) { continue; }
                    kinds.AddRange(Enumerable.Repeat(WordKind.Plain, first + field.Offset - kinds.Count));
                    Add(kinds, field.Type);
                }

                kinds.AddRange(Enumerable.Repeat(WordKind.Plain, first + layout.Words - kinds.Count));
                break;
            case RaceType.Array row:
                for (var at = 0; at < row.Length; at++) { Add(kinds, row.Of); }
                break;
            default:
                for (var at = 0; at < type.Words; at++) { kinds.Add(KindOf(type)); }
                break;
        }
    }

    private static WordKind KindOf(RaceType type) => type is not RaceType.Sync { Kind: var kind }
        ? WordKind.Plain
        : kind switch
        {
            SyncKind.Spinlock or SyncKind.ReadWriteSpinlock or SyncKind.Mutex or SyncKind.ReadWriteSemaphore =>
                WordKind.Lock,
            SyncKind.WaitQueue => WordKind.Threads,
            _ => WordKind.Plain,
        };
}
