using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Counts;

/// <summary>
/// What sequence counts need that cannot be written in the language itself. include/linux/seqlock.h, Linux 6.12: who
/// writes must not be preempted (__seqprop_assert), as a reader would wait as long; and who reads in an interrupt or a
/// softirq waits for ever where it came to the writer, so files that have those keep who writes.
/// </summary>
internal static class SequencePrimitives
{
    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("__seq_unpreempted", Unpreempted), ("__seq_open", Open), ("__seq_close", Close), ("__seq_look", Look),
        ("write_seqcount_begin", site => ByType(site, "__write_begin_")),
        ("write_seqcount_end", site => ByType(site, "__write_end_")),
    ];

    /// <summary>What writing begins or ends with says the type of the count, which says what its lock is.</summary>
    private static Operand ByType(CallSite site, string lead)
    {
        var count = site.Value(0);
        if (count.Type is RaceType.Pointer { To: RaceType.Structure { Layout.Name: var name } }
            && site.Body.Unit.Symbols.Functions.TryGetValue(lead + name, out var function))
        {
            var before = site.Body.Fix(site.Call.At);
            new CallCompiler(site.Body).Call(function, [count], site.Call.At);
            site.Body.Unfix(before);
        }
        else if (count.Type != RaceType.Wrong)
        {
            site.Wrong(site.Call.At, $"'{site.Name}' takes a pointer to a seqcount_t, this is {count.Type}");
        }

        return site.Nothing();
    }

    private static Operand Unpreempted(CallSite site)
    {
        if (!site.Body.IsInterrupt && site.Body.Kind != ThreadKind.Init)
        {
            site.Code.Check(
                Fault.SeqcountMisused,
                site.Code.Binary(Operator.Or, ThreadPlan.SpinDepth, ThreadPlan.IrqDepth),
                "writes under a seqcount_t with preemption on");
        }

        return site.Nothing();
    }

    /// <summary>The count is odd from here on.</summary>
    private static Operand Open(CallSite site)
    {
        var writer = site.Pointer(0, SyncKind.Spinlock);
        return site.Body.Unit.HasInterrupts ? site.Step(Access.SeqOpen, writer) : site.Nothing();
    }

    private static Operand Close(CallSite site)
    {
        var writer = site.Pointer(0, SyncKind.Spinlock);
        return site.Body.Unit.HasInterrupts
            ? site.Step(Access.Write, writer, site.Code.Constant(0))
            : site.Nothing();
    }

    private static Operand Look(CallSite site)
    {
        var writer = site.Pointer(0, SyncKind.Spinlock);
        return site.Body.IsInterrupt ? site.Step(Access.SeqLook, writer) : site.Nothing();
    }
}
