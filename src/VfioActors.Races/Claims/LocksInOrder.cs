using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>
/// Locks are taken in one order: a circle among the orders of one run could deadlock in another timing, even where
/// something else prevents that here. Locks in the same field of structures of one kind are one class, as for lockdep.
/// </summary>
/// <param name="program">The file.</param>
internal sealed class LocksInOrder(RaceProgram program) : AtRest
{
    /// <inheritdoc/>
    public override string Name => "LockOrder";

    /// <inheritdoc/>
    public override string Claim => "Locks are taken in one order: no timing deadlocks on them.";

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override bool Concerns(IWorldView view) =>
        program.Threads.Sum(thread => thread.Code.Count(one => one.Op == Op.Ask && one.Access is Access.Lock
            or Access.ReadLock)) > 1;

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        Standing standing = new(program, view);
        if (standing.IsBroken || standing.Waiting.Any()) { return null; }
        List<(string Thread, LockOrder Order)> all =
            [.. standing.Threads.SelectMany(one => LockOrders.Of(one).Select(order => (one.Plan.Name, order)))];
        foreach (var start in all)
        {
            if (Circle(all, start) is { } circle)
            {
                return $"{string.Join("; ", circle.Select(Text))}: in another timing they deadlock";
            }
        }

        return null;
    }

    private static bool IsGate(ObjectPlan plan) => plan.Kind == ObjectKind.Interrupts;

    private string ClassOf(long address)
    {
        var plan = program.Objects[Pointers.ObjectOf(address)];
        if (IsGate(plan)) { return ""; }
        return plan is { Kind: ObjectKind.Heap, Type: RaceType.Structure { Layout: var layout } }
            ? $"{layout.Name}->{layout.NameAt(Pointers.OffsetOf(address))}"
            : plan.NameAt(Pointers.OffsetOf(address));
    }

    /// <summary>A shortest circle that begins with a pair; null when there is none.</summary>
    private List<(string Thread, LockOrder Order)>? Circle(
        List<(string Thread, LockOrder Order)> all, (string Thread, LockOrder Order) start)
    {
        var wanted = ClassOf(start.Order.Outer);
        if (wanted.Length == 0 || wanted == ClassOf(start.Order.Inner)) { return null; }
        Queue<List<(string, LockOrder Order)>> open = new([[start]]);
        HashSet<string> met = [ClassOf(start.Order.Inner)];
        while (open.TryDequeue(out var way))
        {
            var last = ClassOf(way[^1].Order.Inner);
            foreach (var next in all.Where(one => ClassOf(one.Order.Outer) == last))
            {
                var reached = ClassOf(next.Order.Inner);
                if (reached == wanted) { return [.. way, next]; }
                if (reached.Length > 0 && met.Add(reached)) { open.Enqueue([.. way, next]); }
            }
        }

        return null;
    }

    private string Text((string Thread, LockOrder Order) one) =>
        $"{one.Thread} takes {Shown.Word(program, one.Order.Inner)} at line {one.Order.InnerLine} under "
        + $"{Shown.Word(program, one.Order.Outer)} of line {one.Order.OuterLine}";
}
