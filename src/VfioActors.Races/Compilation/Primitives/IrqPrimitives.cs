using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Interrupts that are requested: kernel/irq/manage.c, Linux 6.12. The rest is written in the language itself.
/// </summary>
internal static class IrqPrimitives
{
    private static readonly SyncKind[] Kinds = [SyncKind.IrqLine, SyncKind.IrqThread];

    /// <summary>What requests one: only where a file does are there lines.</summary>
    internal static readonly string[] Requesters = ["request_irq", "request_threaded_irq"];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("request_irq", site => Request(site, isThreaded: false)),
        ("request_threaded_irq", site => Request(site, isThreaded: true)),
        ("free_irq", site => Sleeping(site, RequestedIrqs.Free, 2)),
        ("synchronize_irq", site => Sleeping(site, RequestedIrqs.Synchronize, 1)),
        ("disable_irq", site => Sleeping(site, RequestedIrqs.Disable, 1)),
        ("__irq_set_up", site => site.Step(
            Access.SetUp, site.Pointer(0, Kinds), site.Code.Constant(TimerRules.WordOf(0)))),
        ("__irq_raise", Raise),
        ("__irq_take_back",
            site => site.Answer(Access.Disarm, site.Pointer(0, Kinds), site.Code.Constant(TimerRules.Anywhere))),
        ("__irq_is", site => new(site.Code.Binary(
            Operator.And, site.Answer(Access.Read, site.Pointer(0, Kinds)).Register, site.Register(1)), RaceType.Int)),
    ];

    /// <summary>
    /// request_irq(irq, handler, flags, name, dev_id); the other takes the function of a thread behind the handler.
    /// </summary>
    private static Operand Request(CallSite site, bool isThreaded)
    {
        var flags = isThreaded ? 3 : 2;
        if (!site.Takes(flags + 3, flags + 3)) { return site.Nothing() with { Type = RaceType.Int }; }
        Operand[] values =
        [
            site.Value(0), site.Value(1),
            isThreaded ? site.Value(2) : new(site.Code.Constant(0), RaceType.AnyPointer),
            site.Value(flags), site.Value(flags + 2),
        ];
        site.MaySleep();
        if (MemoryPrimitives.Refusal(site) is not { } refused)
        {
            return WaitPrimitives.Brought(site, RequestedIrqs.Request, values);
        }

        var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Set(result, IndexPrimitives.NoMemory);
        site.Code.JumpIfZero(site.Code.Unary(Operator.Not, refused), end);
        site.Code.Move(result, WaitPrimitives.Brought(site, RequestedIrqs.Request, values).Register);
        site.Code.Put(end);
        return new(result, RaceType.Int);
    }

    /// <summary>It takes a mutex, or waits for a thread, and so may sleep.</summary>
    private static Operand Sleeping(CallSite site, string name, int count)
    {
        if (!site.Takes(count, count)) { return site.Nothing(); }
        Operand[] values = [.. Enumerable.Range(0, count).Select(site.Value)];
        site.MaySleep();
        return WaitPrimitives.Brought(site, name, values);
    }

    private static Operand Raise(CallSite site)
    {
        site.Body.Unit.RaisesIrqs = true;
        return site.Answer(Access.Arm, site.Pointer(0, Kinds), site.Code.Constant(TimerRules.Modified));
    }
}
