namespace VfioActors.Races.Programs;

/// <summary>A thread as it is run: what is asked at every instruction, in arrays.</summary>
internal sealed class FlatThread
{
    /// <param name="plan">The thread.</param>
    internal FlatThread(ThreadPlan plan)
    {
        Plan = plan;
        Code = [.. plan.Code];
        Sections = new Section?[Code.Length];
        foreach (var (at, section) in plan.Sections) { Sections[at] = section; }
        Idles = Array.Exists(Code, one => one.Op == Op.Idle);
        Dead = [.. plan.Live.Select(Forgotten)];
    }

    /// <summary>The thread.</summary>
    internal ThreadPlan Plan { get; }

    /// <summary>Its code.</summary>
    internal Instruction[] Code { get; }

    /// <summary>For each instruction the critical section that begins there; null for none.</summary>
    internal Section?[] Sections { get; }

    /// <summary>Whether it is idle until it is begun again, as a softirq is when nothing has expired.</summary>
    internal bool Idles { get; }

    /// <summary>For each instruction at which the thread waits the registers that it forgets there.</summary>
    internal int[][] Dead { get; }

    /// <summary>
    /// Whether a run of it can meet a bound: it goes round, allocates, puts off calls, uses indices, disables work, has
    /// it put into a queue, frees what may be counted, or tries a lock that it may read under, takes more locks than
    /// there is room for all their orders, or asks for one to whose readers it may have come.
    /// </summary>
    internal bool IsBounded => Code.Index().Any(one => one.Item.Op is Op.Guard or Op.Cut or Op.Allocate or Op.Spawn
        || (one.Item.Op == Op.Ask && MayBeCut(one.Item.Access))
        || (one.Item.Op is Op.Jump or Op.JumpIfZero && one.Item.Target <= one.Index))
        || Code.Count(TakesLock) > FewLocks
        || ((Plan.IsInterrupt || Plan.IsSoftirq) && Array.Exists(Code, TakesLock));

    /// <summary>All pairs of so few locks, and for each what may come to it, find room among the orders.</summary>
    private const int FewLocks = 4;

    private static bool MayBeCut(Access access) => access is (>= Access.XaStore and <= Access.XaAlloc)
        or Access.Cancel or Access.AwaitChange or Access.EnterQueue or Access.FlushQueue or Access.TryReadLock
        or Access.Free;

    private static bool TakesLock(Instruction one) => one is
    {
        Op: Op.Ask, Access: Access.Lock or Access.ReadLock or Access.TryLock or Access.TryReadLock
    };

    private static int[] Forgotten(bool[]? live) => live is null
        ? []
        : [.. Enumerable.Range(0, live.Length).Where(one => one >= ThreadPlan.FirstFree && !live[one])];
}
