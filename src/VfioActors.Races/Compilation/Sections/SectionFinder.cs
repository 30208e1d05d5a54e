using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Sections;

/// <summary>
/// Finds locks whose critical sections can be one step each: all of them touch nothing but what is only ever touched
/// under the lock, and no address of either is kept anywhere. Then nobody can see what happens inside a section, and a
/// lock is never held between steps.
/// </summary>
internal sealed class SectionFinder
{
    private const int LocksMax = 60;

    private readonly IReadOnlyList<ThreadPlan> _threads;
    private readonly IReadOnlyList<ObjectPlan> _objects;
    private readonly SortedDictionary<int, int> _locks = [];
    private readonly ThreadFacts[] _facts;
    private readonly Openness[] _openness;
    private readonly HashSet<int> _lost;

    /// <param name="threads">The threads.</param>
    /// <param name="objects">The objects.</param>
    /// <param name="looked">Objects that claims look at between steps.</param>
    internal SectionFinder(
        IReadOnlyList<ThreadPlan> threads, IReadOnlyList<ObjectPlan> objects, IReadOnlySet<int> looked)
    {
        (_threads, _objects) = (threads, objects);
        _lost = Escapes.Of(threads.Select(thread => thread.Code), objects);
        _lost.UnionWith(looked);
        for (var place = 0; place < objects.Count && _locks.Count < LocksMax; place++)
        {
            var isLock = objects[place] is
            {
                Kind: ObjectKind.Global, Type: RaceType.Sync
                {
                    Kind: SyncKind.Spinlock or SyncKind.Mutex,
                }
            };
            if (isLock && !_lost.Contains(place)) { _locks[place] = _locks.Count; }
        }

        _facts = [.. threads.Select(thread => new ThreadFacts(thread.Code, _locks))];
        _openness = [.. threads.Select(thread => new Openness(thread))];
    }

    /// <summary>For each lock that can own what it protects the objects that it owns.</summary>
    internal SortedDictionary<int, IReadOnlyList<int>> Owned()
    {
        var guards = Guards();
        SortedDictionary<int, IReadOnlyList<int>> owned = [];
        foreach (var (place, bit) in _locks)
        {
            List<int> own = [.. guards.Where(one => (one.Value >> bit & 1) != 0).Select(one => one.Key)
                .Where(one => owned.Values.All(taken => !taken.Contains(one)))];
            if (own.Count > 0 && !IsInterrupted(place)
                && Sections(place, own).All(section => section.Section is not null))
            {
                owned[place] = own;
            }
        }

        return owned;
    }

    /// <summary>
    /// Whether an interrupt or a softirq takes the lock that the code may hold to which it comes: then it is seen held.
    /// </summary>
    private bool IsInterrupted(int place)
    {
        var named = Enumerable.Range(0, _threads.Count).Where(thread => Names(thread, place)).ToList();
        return named.Any(comes => named.Any(other => other != comes && MayComeTo(comes, other, place)));
    }

    private bool MayComeTo(int comes, int other, int place)
    {
        var kind = _threads[other].Kind;
        if (_threads[comes].Kind == ThreadKind.Irq)
        {
            return _threads[comes].Interrupts == other
                || (_threads[comes].ComesAnywhereTo(_threads[other])
                    && Takes(other, place).Any(_openness[other].ToInterrupts));
        }

        if (_threads[comes].Kind == ThreadKind.Hrtimer)
        {
            return Takes(other, place).Any(_openness[other].ToInterrupts);
        }

        return _threads[comes].IsSoftirq && kind != ThreadKind.Irq
            && Takes(other, place).Any(_openness[other].ToSoftirqs);
    }

    private bool Names(int thread, int place) => Asks(thread, place).Any();

    private IEnumerable<int> Takes(int thread, int place) =>
        Asks(thread, place).Where(at => _threads[thread].Code[at].Access is Access.Lock or Access.TryLock);

    private IEnumerable<int> Asks(int thread, int place) => Enumerable.Range(0, _threads[thread].Code.Count)
        .Where(at => _threads[thread].Code[at].Op == Op.Ask && _facts[thread].ObjectAt(at) == place);

    /// <summary>The sections of a lock in each thread; null for one that cannot be one step.</summary>
    internal IEnumerable<(int Thread, Section? Section)> Sections(int place, IReadOnlyCollection<int> own)
    {
        for (var thread = 0; thread < _threads.Count; thread++)
        {
            var code = _threads[thread].Code;
            for (var at = 0; at < code.Count; at++)
            {
                if (code[at].Op != Op.Ask || _facts[thread].ObjectAt(at) != place) { continue; }
                if (code[at].Access == Access.Lock)
                {
                    SectionShape shape = new(_threads[thread], _facts[thread], own, place);
                    yield return (thread, shape.From(at));
                }
                else if (code[at].Access is not (Access.Unlock or Access.AssertHeld))
                {
                    yield return (thread, null);
                }
            }
        }
    }

    /// <summary>For each plain variable the locks that are held whenever it is touched, as bits.</summary>
    private SortedDictionary<int, ulong> Guards()
    {
        SortedDictionary<int, ulong> guards = [];
        for (var thread = 0; thread < _threads.Count; thread++)
        {
            if (_threads[thread].Kind == ThreadKind.Init) { continue; }
            var code = _threads[thread].Code;
            for (var at = 0; at < code.Count; at++)
            {
                if (code[at].Op != Op.Ask) { continue; }
                var place = _facts[thread].ObjectAt(at);
                if (place < 0 || _lost.Contains(place) || !IsPlain(_objects[place])) { continue; }
                guards[place] = guards.GetValueOrDefault(place, ulong.MaxValue) & _facts[thread].HeldAt(at);
            }
        }

        return guards;
    }

    private static bool IsPlain(ObjectPlan plan) => plan.Kind == ObjectKind.Global && IsPlain(plan.Type);

    private static bool IsPlain(RaceType type) => type switch
    {
        RaceType.Number or RaceType.Pointer or RaceType.BitField => true,
        RaceType.Sync sync => sync.Kind is SyncKind.Refcount or SyncKind.Atomic or SyncKind.Atomic64
            or SyncKind.XArray or SyncKind.Ida,
        RaceType.Array row => IsPlain(row.Of),
        RaceType.Structure { Layout: var layout } => layout.Names.All(name =>
            layout.TryFind(name, out var field) && IsPlain(field.Type)),
        _ => false,
    };
}
