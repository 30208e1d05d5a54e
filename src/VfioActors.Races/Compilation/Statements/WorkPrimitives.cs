using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>Work queues. include/linux/workqueue.h, Linux 6.6.</summary>
internal static class WorkPrimitives
{
    /// <summary>Not NULL, and nothing that can be followed: all queues are one.</summary>
    private const long SomeQueue = 0x200;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("INIT_WORK", site => Initialize(site, site.Pointer(0, SyncKind.Work))), ("INIT_DELAYED_WORK", Delayed),
        ("queue_work", site => Queue(site, 1)), ("schedule_work", site => Queue(site, 0)),
        ("flush_work", Flush), ("cancel_work_sync", CancelAndWait),
        ("cancel_work", Cancel),
        ("alloc_workqueue", site => new(site.Code.Constant(SomeQueue), RaceType.AnyPointer)),
        ("destroy_workqueue", Drain), ("flush_workqueue", Drain), ("drain_workqueue", Drain),
        ("flush_scheduled_work", Drain),
    ];

    /// <summary>Which work is in which queue is not kept.</summary>
    private static Operand Drain(CallSite site)
    {
        site.Wrong(
            site.Call.At,
            $"'{site.Name}' waits for all work of a queue, which is not modelled",
            "flush_work() and cancel_work_sync() wait for one");
        return site.Nothing();
    }

    /// <summary>Its work is the first that is in it.</summary>
    private static Operand Delayed(CallSite site)
    {
        var value = site.Value(0);
        if (value.Type is RaceType.Pointer { To: RaceType.Structure { Layout.Name: "delayed_work" } })
        {
            return Initialize(site, value.Register);
        }

        if (value.Type != RaceType.Wrong)
        {
            site.Wrong(site.Call.At, $"'{site.Name}' takes a pointer to struct delayed_work, this is {value.Type}");
        }

        return site.Nothing();
    }

    private static Operand Initialize(CallSite site, int address)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        if (site.Call.Arguments[1] is not Expression.Name name
            || !site.Body.Unit.Symbols.Functions.TryGetValue(name.Value, out var function))
        {
            site.Wrong(site.Call.Arguments[1].At, "expected the name of a function");
            return site.Nothing();
        }

        if (function.Parameters.Count != 1)
        {
            site.Wrong(site.Call.Arguments[1].At, $"'{name.Value}' is called with the work: it takes one argument");
        }

        var word = WorkRules.WordOf(site.Body.Unit.Symbols.PointTo(name.Value));
        return site.Step(Access.Write, address, site.Code.Constant(word));
    }

    private static Operand Queue(CallSite site, int at)
    {
        site.Body.Unit.QueuesWork = true;
        return site.Answer(Access.Queue, site.Pointer(at, SyncKind.Work));
    }

    /// <summary>Takes work out of the queue, and does not wait for a run that is under way.</summary>
    private static Operand Cancel(CallSite site) =>
        site.Answer(Access.Cancel, site.Pointer(0, SyncKind.Work), site.Code.Constant(1));

    /// <summary>Two steps also where nothing is under way: what is queued between them is refused.</summary>
    private static Operand CancelAndWait(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Work);
        site.MaySleep();
        var wasQueued = site.Answer(Access.Cancel, address);
        site.Step(Access.CancelEnd, address);
        return wasQueued;
    }

    private static Operand Flush(CallSite site)
    {
        var address = site.Pointer(0, SyncKind.Work);
        site.MaySleep();
        return site.Answer(Access.Flush, address);
    }
}
