using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Timers, those of high resolution too. include/linux/timer.h and hrtimer.h, Linux 6.12.</summary>
internal static class TimerPrimitives
{
    /// <summary>The structure of a timer, which begins with what is kept of it.</summary>
    internal const string TimerStructure = "timer_list";

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("timer_setup", SetUp), ("__timer_arm", Arm), ("__timer_disarm", Disarm), ("__timer_is_armed", IsArmed),
        ("__hrtimer_set_up", site => site.Step(
            Access.SetUp, site.Pointer(0, SyncKind.Hrtimer), site.Code.Constant(TimerRules.WordOf(0)))),
        ("__hrtimer_arm", ArmHrtimer),
        ("__hrtimer_disarm",
            site => site.Answer(Access.Disarm, site.Pointer(0, SyncKind.Hrtimer), site.Register(1))),
        ("__hrtimer_is", IsHrtimer),
    ];

    /// <summary>Whether a type is a pointer to a timer.</summary>
    internal static bool IsTimer(RaceType type) =>
        type is RaceType.Pointer { To: RaceType.Structure { Layout.Name: TimerStructure } };

    /// <summary>timer_setup(timer, function, flags): of the flags none matters here.</summary>
    private static Operand SetUp(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var timer = site.Value(0);
        if (!IsTimer(timer.Type))
        {
            site.Wrong(site.Call.At, $"'{site.Name}' takes a pointer to struct timer_list, this is {timer.Type}");
            return site.Nothing();
        }

        return WorkPrimitives.Function(site, "timer") is { } function
            ? site.Step(Access.SetUp, timer.Register, site.Code.Constant(TimerRules.WordOf(function)))
            : site.Nothing();
    }

    private static Operand Arm(CallSite site)
    {
        site.Body.Unit.ArmsTimers = true;
        return site.Answer(Access.Arm, site.Pointer(0, SyncKind.Timer), site.Register(1));
    }

    private static Operand Disarm(CallSite site) =>
        site.Answer(Access.Disarm, site.Pointer(0, SyncKind.Timer), site.Register(1));

    /// <summary>__hrtimer_arm(timer, function): it must have one.</summary>
    private static Operand ArmHrtimer(CallSite site)
    {
        site.Body.Unit.ArmsHrtimers = true;
        var (timer, function) = (site.Pointer(0, SyncKind.Hrtimer), site.Register(1));
        return site.Step(Access.Arm, timer, site.Code.Constant(TimerRules.Started), function);
    }

    /// <summary>__hrtimer_is(timer, marks): whether it is armed, or its function runs.</summary>
    private static Operand IsHrtimer(CallSite site)
    {
        var word = site.Answer(Access.Read, site.Pointer(0, SyncKind.Hrtimer)).Register;
        return new(site.Code.Binary(Operator.And, word, site.Register(1)), RaceType.Int);
    }

    private static Operand IsArmed(CallSite site)
    {
        var word = site.Answer(Access.Read, site.Pointer(0, SyncKind.Timer)).Register;
        return new(site.Code.Binary(Operator.And, word, site.Code.Constant(1)), RaceType.Int);
    }
}
