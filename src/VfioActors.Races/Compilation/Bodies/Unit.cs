using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Ids;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>A file while it is compiled.</summary>
internal sealed class Unit
{
    /// <summary>How many objects one place of allocation can give where it is come to again and again.</summary>
    internal const int AllocationsMax = 4;

    /// <summary>More objects are refused.</summary>
    private const int ObjectsMax = 400;

    private readonly List<(Body Body, ThreadPlan Plan)> _threads = [];
    private readonly SortedDictionary<string, int> _ofKernel = new(StringComparer.Ordinal);

    /// <param name="source">The text.</param>
    /// <param name="syntax">What it says.</param>
    /// <param name="options">How it is compiled.</param>
    /// <param name="problems">Told what is wrong.</param>
    internal Unit(SourceText source, FileSyntax syntax, CompileOptions options, DiagnosticBag problems)
    {
        (Source, Syntax, Options) = (source, syntax, options);
        Symbols = new(problems);
        Constants = new(Symbols, syntax);
        Types = new(Symbols, Constants) { LocksXarrays = options.LocksXarrays };
        Rcu = -1;
    }

    /// <summary>The text.</summary>
    internal SourceText Source { get; }

    /// <summary>What it says.</summary>
    internal FileSyntax Syntax { get; }

    /// <summary>How it is compiled.</summary>
    internal CompileOptions Options { get; }

    /// <summary>What it can call and does not declare.</summary>
    internal required IPrimitives Primitives { get; init; }

    /// <summary>What it declares.</summary>
    internal Symbols Symbols { get; }

    /// <summary>Expressions whose value is known.</summary>
    internal ConstantEvaluator Constants { get; }

    /// <summary>Types by name.</summary>
    internal TypeTable Types { get; }

    /// <summary>The names of the functions that the language brings, written in itself.</summary>
    internal SortedSet<string> Brought { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the functions of the file may be pointed to; null until they are declared.</summary>
    internal CallTargets? Targets { get; set; }

    /// <summary>The functions that the file names as values: a pointer to a function points to one of them.</summary>
    internal IEnumerable<Item.Function> Pointed => Symbols.Functions.Values.Where(one =>
        !Brought.Contains(one.Name) && Targets?.IsPointedTo(one.Name) == true);

    /// <summary>The names of the functions that threads call.</summary>
    internal SortedSet<string> Called { get; } = new(StringComparer.Ordinal);

    /// <summary>The place of the call that is being written, inside what the language brings.</summary>
    internal Place CallPlace { get; set; }

    /// <summary>Where the numbers of idas are used.</summary>
    internal IReadOnlyDictionary<Expression, IdUse> IdUses { get; set; } = new Dictionary<Expression, IdUse>();

    /// <summary>Threads whose code is written once that of the others is.</summary>
    internal Queue<Action> Later { get; } = new();

    /// <summary>
    /// Whether the code is written to be read, and thrown away: calls are looked at and not followed.
    /// </summary>
    internal bool IsRehearsal { get; set; }

    /// <summary>Whether work is queued anywhere.</summary>
    internal bool QueuesWork { get; set; }

    /// <summary>Whether it matters in which queue work is.</summary>
    internal bool KeepsQueues { get; set; }

    /// <summary>Whether tasks sleep by their state, or are woken.</summary>
    internal bool KeepsTasks
    {
        get => Types.KeepsTasks;
        set => Types.KeepsTasks = value;
    }

    /// <summary>Whether an interrupt takes the lock of an xarray: it may have come to who holds it.</summary>
    internal bool NeedsXarrayLocks { get; set; }

    /// <summary>
    /// What is to be initialized before anybody waits in it, in memory that is allocated: the file says of some that it
    /// is.
    /// </summary>
    internal SortedSet<SyncKind> Initialized { get; } = [];

    /// <summary>Whether a kmem_cache is destroyed, for which it matters what it has given out.</summary>
    internal bool KeepsCaches { get; set; }

    /// <summary>Whether the file names the lock of a wait queue: then that is a list under it.</summary>
    internal bool NeedsQueueLocks { get; set; }

    /// <summary>Whether srcu_structs are initialized and ended.</summary>
    internal bool KeepsSrcu { get; set; }

    /// <summary>Whether kobjects are added to others.</summary>
    internal bool AddsKobjects { get; set; }

    /// <summary>Whether a thread waits so that a signal ends that, or asks for one.</summary>
    internal bool AwaitsSignals { get; set; }

    /// <summary>Whether indices of xarrays are marked.</summary>
    internal bool SetsMarks { get; set; }

    /// <summary>Whether handlers may share the line of an interrupt.</summary>
    internal bool SharesIrqs { get; set; }

    /// <summary>Whether kthreads are parked.</summary>
    internal bool ParksTasks { get; set; }

    /// <summary>Whether kthreads are stopped.</summary>
    internal bool StopsTasks { get; set; }

    /// <summary>The objects of tasks, by the thread.</summary>
    internal SortedDictionary<int, int> Tasks { get; } = [];

    /// <summary>Whether timers are armed anywhere.</summary>
    internal bool ArmsTimers { get; set; }

    /// <summary>Whether timers of high resolution are armed anywhere.</summary>
    internal bool ArmsHrtimers { get; set; }

    /// <summary>Whether an irq_work is queued anywhere.</summary>
    internal bool RaisesIrqWork { get; set; }

    /// <summary>Whether tasklets are scheduled anywhere.</summary>
    internal bool RaisesTasklets { get; set; }

    /// <summary>Whether interrupts are requested anywhere.</summary>
    internal bool RaisesIrqs { get; set; }

    /// <summary>Whether anybody frees memory.</summary>
    internal bool FreesMemory { get; set; }

    /// <summary>Whether there are interrupts or softirqs.</summary>
    internal bool HasInterrupts { get; set; }

    /// <summary>Whether anybody waits until what RCU calls is done.</summary>
    internal bool HasBarrier { get; set; }

    /// <summary>Whether anybody waits for a grace period of RCU, or has something called after one.</summary>
    internal bool HasGracePeriods { get; set; }

    /// <summary>The number of the object of RCU; -1 when nobody needs it.</summary>
    internal int Rcu { get; private set; }

    /// <summary>The objects that say whether interrupts are on, by the thread that can be interrupted.</summary>
    internal SortedDictionary<int, int> Interrupts { get; } = [];

    /// <summary>The threads to whose processor an interrupt comes that comes to no other.</summary>
    internal SortedSet<int> Bound { get; } = [];

    /// <summary>For a function that excludes another: the object, its own word and that of the other.</summary>
    internal SortedDictionary<string, List<(int Object, int Own, int Other)>> Exclusions { get; } =
        new(StringComparer.Ordinal);

    /// <summary>The objects that functions keep from call to call, by the place of their declarations.</summary>
    internal SortedDictionary<int, int> Statics { get; } = [];

    /// <summary>How many threads there are.</summary>
    internal int ThreadCount => _threads.Count;

    /// <summary>Whether there are more than can be told apart, which has been said.</summary>
    internal bool HasTooManyThreads => _threads.Count > LockWord.ThreadsMax;

    /// <summary>The threads, their code perhaps not yet finished.</summary>
    internal IReadOnlyList<(Body Body, ThreadPlan Plan)> Threads => _threads;

    /// <summary>Adds an object.</summary>
    /// <returns>Its number.</returns>
    internal int AddObject(ObjectPlan plan)
    {
        if (Symbols.Objects.Count >= ObjectsMax)
        {
            if (IsRehearsal) { return 0; }
            Symbols.Problems.Add(default, $"the file needs more than {ObjectsMax} shared objects");
            return 0;
        }

        Symbols.Objects.Add(plan);
        return Symbols.Objects.Count - 1;
    }

    /// <summary>The number of the object of a queue of the kernel itself.</summary>
    internal int SystemQueue(string name) => OfKernel(name, SyncKind.WorkQueue);

    /// <summary>The number of an object that the kernel itself has.</summary>
    internal int OfKernel(string name, SyncKind kind) => OfKernel(name, new RaceType.Sync(kind));

    /// <summary>The same, of any type.</summary>
    internal int OfKernel(string name, RaceType type)
    {
        if (_ofKernel.TryGetValue(name, out var known)) { return known; }
        return _ofKernel[name] = AddObject(new(name, type, ObjectKind.Global, 0));
    }

    /// <summary>The number of the object of the task of a thread.</summary>
    internal int TaskOf(int thread)
    {
        if (Tasks.TryGetValue(thread, out var known)) { return known; }
        var name = thread < _threads.Count ? _threads[thread].Plan.Name : "a thread";
        return Tasks[thread] = AddObject(
            new($"{ObjectPlan.TaskOf}{name}", new RaceType.Sync(SyncKind.Task), ObjectKind.Global, 0));
    }

    /// <summary>The number of the object of RCU.</summary>
    internal int NeedRcu()
    {
        if (Rcu < 0)
        {
            var words = RcuRules.WordsFor(LockWord.ThreadsMax);
            Rcu = AddObject(new("rcu", new RaceType.Array(new RaceType.Number(-64), words), ObjectKind.Rcu, 0));
        }
        return Rcu;
    }

    /// <summary>Adds a thread whose code is still to be written.</summary>
    /// <returns>Its code.</returns>
    internal Body AddThread(string name, ThreadKind kind, Place place)
    {
        if (_threads.Count == LockWord.ThreadsMax && !IsRehearsal)
        {
            Symbols.Problems.Add(place, $"the file needs more than {_threads.Count} threads");
        }

        Body body = new(this, kind, _threads.Count);
        ThreadPlan plan = new(name, kind)
        {
            Code = [],
            Registers = 0,
            Live = [],
            BeginsItself = false,
            Line = Source.LineOf(place.Start),
        };
        _threads.Add((body, plan));
        return body;
    }

    /// <summary>The code of a thread is written.</summary>
    internal void Finish(Body body, ThreadPlan plan) => _threads[body.Thread] = (body, plan);
}
