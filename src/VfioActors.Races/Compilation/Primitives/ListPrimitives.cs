using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Primitives;

/// <summary>What the kernel's lists need of types. include/linux/list.h and container_of.h, Linux 6.6.</summary>
internal static class ListPrimitives
{
    /// <summary>Which word of a struct list_head points to the next one, and which to the one before.</summary>
    private const int Onwards = 0, Backwards = 1;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("container_of", ContainerOf), ("list_entry", ContainerOf),
        ("from_timer", FromTimer), ("timer_container_of", FromTimer), ("from_tasklet", FromTimer),
        ("list_first_entry", site => First(site, Onwards, orNull: false)),
        ("list_first_entry_or_null", site => First(site, Onwards, orNull: true)),
        ("list_last_entry", site => First(site, Backwards, orNull: false)),
        ("list_last_entry_or_null", site => First(site, Backwards, orNull: true)),
        ("list_next_entry", site => Next(site, Onwards)), ("list_prev_entry", site => Next(site, Backwards)),
        ("list_entry_is_head", IsHead), ("__reads", Reads),
    ];

    private static Operand ContainerOf(CallSite site)
    {
        if (!site.Takes(3, 3) || TypeOf(site) is not { } type) { return site.Nothing(); }
        return Container(site, site.Register(0), type);
    }

    /// <summary>The type is that of the variable to which the value is assigned.</summary>
    private static Operand FromTimer(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        if (site.Spot(0).Type is RaceType.Pointer { To: var type }) { return Container(site, site.Register(1), type); }
        site.Wrong(site.Call.Arguments[0].At, $"'{site.Name}' takes a pointer to a structure first");
        return site.Nothing();
    }

    private static Operand First(CallSite site, int way, bool orNull)
    {
        if (!site.Takes(3, 3) || TypeOf(site) is not { } type) { return site.Nothing(); }
        var head = site.Register(0);
        var first = site.Step(Access.Read, Link(site, head, way)).Register;
        var found = Container(site, first, type);
        if (!orNull) { return found; }
        var (result, end) = (site.Code.NewRegister(), site.Code.NewLabel());
        site.Code.Set(result, 0);
        site.Code.JumpIfZero(site.Code.Binary(Operator.Differ, first, head), end);
        site.Code.Move(result, found.Register);
        site.Code.Put(end);
        return found with { Register = result };
    }

    private static Operand Next(CallSite site, int way)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        var entry = site.Value(0);
        if (MemberOffset.Of(site.Body, entry.Type, site.Call.Arguments[1]) is not { } offset) { return entry; }
        var link = Link(site, entry.Register, offset + way);
        var next = site.Step(Access.Read, link).Register;
        return entry with
        {
            Register = site.Code.Compute(Op.Offset, made => made with { A = next, Number = -offset }),
        };
    }

    private static Operand IsHead(CallSite site)
    {
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var (entry, head) = (site.Value(0), site.Register(1));
        if (MemberOffset.Of(site.Body, entry.Type, site.Call.Arguments[2]) is not { } offset) { return entry; }
        return new(site.Code.Binary(Operator.Equal, Link(site, entry.Register, offset), head), RaceType.Int);
    }

    private static int Link(CallSite site, int pointer, int offset) => offset == 0
        ? pointer : site.Code.Compute(Op.Offset, made => made with { A = pointer, Number = offset });

    private static RaceType? TypeOf(CallSite site)
    {
        if (site.Call.Arguments[1] is Expression.OfType named) { return site.Body.Unit.Types.Of(named.Type); }
        site.Wrong(site.Call.Arguments[1].At, "expected a type such as 'struct dev'");
        return null;
    }

    private static Operand Container(CallSite site, int pointer, RaceType type)
    {
        if (MemberOffset.Of(site.Body, type, site.Call.Arguments[2]) is not { } offset) { return site.Nothing(); }
        return new(
            site.Code.Compute(Op.Offset, made => made with { A = pointer, Number = -offset }),
            new RaceType.Pointer(type));
    }

    /// <summary>For what the language brings: whether a grace period would wait for the thread.</summary>
    private static Operand Reads(CallSite site)
    {
        var depth = site.Code.Binary(
            Operator.Or, RcuPrimitives.Depths(site.Code), ThreadPlan.SpinDepth);
        return new(site.Code.Binary(Operator.Or, depth, ThreadPlan.IrqDepth), RaceType.Int);
    }
}
