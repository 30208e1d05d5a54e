using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>
/// Tasklets, kernel/softirq.c, and irq_work, kernel/irq_work.c, Linux 6.12. The rest is written in the language itself.
/// </summary>
internal static class TaskletPrimitives
{
    /// <summary>What makes one run.</summary>
    internal static readonly string[] Schedulers = ["tasklet_schedule", "tasklet_hi_schedule"];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("__tasklet_set_up", site => site.Step(
            Access.SetUp, site.Pointer(0, SyncKind.Tasklet), site.Code.Constant(TimerRules.WordOf(0)))),
        ("__tasklet_raise", Raise),
        ("__irq_work_set_up", site => site.Step(
            Access.SetUp, site.Pointer(0, SyncKind.IrqWork), site.Code.Constant(TimerRules.WordOf(0)))),
        ("__irq_work_raise", RaiseIrqWork), ("__irq_work_is_own", IsOwn),
        ("irq_work_sync", site => Sleeping(site, "__irq_work_sync")),
        ("tasklet_kill", site => Sleeping(site, "__tasklet_kill")),
        ("tasklet_disable", site => Sleeping(site, "__tasklet_disable")),
        ("tasklet_unlock_wait", site => Sleeping(site, "__tasklet_unlock_wait")),
    ];

    private static Operand Raise(CallSite site)
    {
        site.Body.Unit.RaisesTasklets = true;
        return site.Step(Access.Arm, site.Pointer(0, SyncKind.Tasklet), site.Code.Constant(TimerRules.Modified));
    }

    private static Operand RaiseIrqWork(CallSite site)
    {
        site.Body.Unit.RaisesIrqWork = true;
        return site.Step(Access.Arm, site.Pointer(0, SyncKind.IrqWork), site.Code.Constant(TimerRules.Modified));
    }

    /// <summary>Whether it is what runs here.</summary>
    private static Operand IsOwn(CallSite site)
    {
        var work = site.Pointer(0, SyncKind.IrqWork);
        return new(
            site.Body.Kind == ThreadKind.Hrtimer
                ? site.Code.Binary(Operator.Equal, work, ThreadPlan.Argument)
                : site.Code.Constant(0),
            RaceType.Int);
    }

    private static Operand Sleeping(CallSite site, string name)
    {
        if (!site.Takes(1, 1)) { return site.Nothing(); }
        var tasklet = site.Value(0);
        site.MaySleep();
        return WaitPrimitives.Brought(site, name, [tasklet]);
    }
}
