using VfioActors.Exploration.Properties;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>All that is claimed of a race file: what it says itself, and what is claimed of every file.</summary>
internal static class RaceClaims
{
    private static readonly (string Name, string Claim, Fault[] Faults)[] Unasked =
    [
        ("NoUseAfterFree", "Nobody touches memory that was freed.", [Fault.UseAfterFree]),
        ("NoDoubleFree", "Memory is freed once, and from its start.", [Fault.DoubleFree, Fault.WildFree]),
        ("NoWildPointer", "Nobody follows a pointer that leads nowhere.", [Fault.NullPointer, Fault.WildPointer]),
        ("NoDoubleListing", "An entry is on one list at a time, and taken off once.",
            [Fault.DoubleListInsertion, Fault.DoubleListRemoval]),
        ("NoFreedId", "An id is used, and given back, while somebody has it.", [Fault.FreedId, Fault.FreedIdUsed]),
        ("NoBadIndex", "Indices are within bounds, and arithmetic has results.",
            [Fault.OutOfBounds, Fault.Arithmetic]),
        ("CountsStayAbove", "A count never goes below zero, nor comes back from it.",
            [Fault.CountBelowZero, Fault.CountRevived, Fault.CountSaturated, Fault.CountLeaked]),
        ("LocksAreHeld", "A lock is given back, and claimed, by whoever holds it.", [Fault.LockNotHeld]),
        ("LocksAreTakenOnce", "Nobody takes a lock that it holds.",
            [Fault.LockTakenTwice, Fault.IrqDeadlock, Fault.LockNotWanted]),
        ("LocksAreGivenBack", "Whoever takes a lock gives it back.",
            [Fault.LockHeldAtEnd, Fault.RcuImbalance, Fault.LeftSwitchedOff]),
        ("SwitchesArePaired", "What is switched on was off: preemption, softirqs and interrupts.",
            [Fault.SwitchedOnTwice]),
        ("TimersAreUsedRight", "A timer is set up before it is used, and not while it is armed.",
            [Fault.TimerMisused]),
        ("WaitersAreKept", "A completion or wait queue is not initialized while somebody waits in it.",
            [Fault.WaiterForgotten]),
        ("QueuesAreUsedRight", "While a queue of work is drained only its own work puts work into it.",
            [Fault.QueueMisused]),
        ("WorkIsUsedRight", "Work is initialized before it is waited for and not while it is queued, and enabled as "
            + "often as it was disabled.", [Fault.WorkMisused]),
        ("IdrsAreLocked", "One at a time changes an idr, and whoever looks at it meanwhile reads under RCU.",
            [Fault.IdrMisused]),
        ("PercpuRefsAreUsedRight", "A percpu_ref is initialized first, killed once, and brought back when it is dead.",
            [Fault.PercpuRefMisused]),
        ("SrcuIsUsedRight", "Who ends to read under SRCU began, and an srcu_struct ends when nobody uses it.",
            [Fault.SrcuMisused]),
        ("SeqcountsAreUsedRight", "Whoever writes under a sequence count is not preempted.", [Fault.SeqcountMisused]),
        ("KthreadsAreUsedRight", "A kthread is parked before it has ended, and not while it is to park.",
            [Fault.KthreadMisused]),
        ("KobjectsAreUsedRight", "A kobject is initialized once, and a device has a release function.",
            [Fault.KobjectMisused]),
        ("IrqsAreUsedRight", "Whoever frees an interrupt has requested it, and one is enabled as often as disabled.",
            [Fault.IrqMisused]),
        ("CachesAreEmpty", "A kmem_cache is destroyed when all its objects are given back.", [Fault.CacheMisused]),
        ("LocalsAreSet", "A variable of a function is set before it is read.", [Fault.LocalUnset]),
        ("NoSleepInAtomic", "Nobody sleeps under a spinlock, without interrupts, under RCU or in an interrupt.",
            [Fault.SleepInAtomic]),
        (nameof(Fault.NeverBoth), "Nobody is in one of two functions while another is in the other.",
            [Fault.NeverBoth]),
    ];

    /// <summary>The claims.</summary>
    /// <param name="program">The file.</param>
    /// <param name="watch">Told what claims of the file ask; null for nobody.</param>
    internal static IEnumerable<Property> Of(RaceProgram program, IdentityWatch? watch)
    {
        FaultWords words = new(program);
        foreach (var (line, text) in Assertions(program))
        {
            yield return new FaultClaim($"assert-{line}", text, words, found =>
                found.Fault == Fault.Assertion && found.Line == line);
        }

        foreach (var (name, claim, faults) in Unasked.Where(one => Concerns(program, one.Faults[0])))
        {
            yield return new FaultClaim(name, claim, words, found => faults.Contains(found.Fault));
        }

        yield return new NobodyWaits(program);
        yield return new LocksInOrder(program);
        yield return new NothingLeaks(program);
        foreach (var plan in program.Claims)
        {
            foreach (var property in OfFile(program, plan, watch)) { yield return property; }
        }
    }

    /// <summary>What only few files have is claimed of those alone.</summary>
    private static bool Concerns(RaceProgram program, Fault fault)
    {
        var code = program.Threads.SelectMany(thread => thread.Code);
        return fault switch
        {
            Fault.WorkMisused => code.Any(one => one is
            {
                Op: Op.Ask, Access: Access.InitializeWork or Access.Queue or Access.Flush or Access.Cancel
            }),
            Fault.SwitchedOnTwice or Fault.IdrMisused or Fault.PercpuRefMisused or Fault.SrcuMisused
                or Fault.KthreadMisused or Fault.KobjectMisused or Fault.SeqcountMisused or Fault.IrqMisused
                or Fault.WaiterForgotten or Fault.LocalUnset or Fault.CacheMisused =>
                code.Any(one => one.Op == Op.Check && (Fault)one.Number == fault),
            Fault.TimerMisused => code.Any(one =>
                one is { Op: Op.Ask, Access: Access.SetUp or Access.Arm or Access.Disarm }),
            Fault.QueueMisused => code.Any(one => one is { Op: Op.Ask, Access: Access.Drain }),
            _ => true,
        };
    }

    private static IEnumerable<(int Line, string Text)> Assertions(RaceProgram program) =>
        program.Threads.SelectMany(thread => thread.Code)
            .Where(one => one.Op == Op.Check && (Fault)one.Number == Fault.Assertion)
            .Select(one => (one.Line, one.Text)).DistinctBy(one => one.Line).Order();

    private static IEnumerable<Property> OfFile(RaceProgram program, ClaimPlan plan, IdentityWatch? watch)
    {
        switch (plan.Kind)
        {
            case "always": return [new AlwaysClaim(program, plan, watch)];
            case "finally": return [new FinallyClaim(program, plan, watch)];
            default:
                SometimesClaim witness = new(program, plan, watch);
                return [witness, new Lookout(witness)];
        }
    }
}
