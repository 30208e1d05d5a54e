using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Tasklets: kernel/softirq.c, Linux 6.12. The rest is written in the language itself.</summary>
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
        ("tasklet_kill", site => Sleeping(site, "__tasklet_kill")),
        ("tasklet_disable", site => Sleeping(site, "__tasklet_disable")),
        ("tasklet_unlock_wait", site => Sleeping(site, "__tasklet_unlock_wait")),
    ];

    private static Operand Raise(CallSite site)
    {
        site.Body.Unit.RaisesTasklets = true;
        return site.Step(Access.Arm, site.Pointer(0, SyncKind.Tasklet), site.Code.Constant(TimerRules.Modified));
    }

    private static Operand Sleeping(CallSite site, string name)
    {
        if (!site.Takes(1, 1)) { return site.Nothing(); }
        var tasklet = site.Value(0);
        site.MaySleep();
        return WaitPrimitives.Brought(site, name, [tasklet]);
    }
}
