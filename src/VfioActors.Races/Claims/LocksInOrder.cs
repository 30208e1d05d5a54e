using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Claims;

/// <summary>
/// Locks are taken in one order: a circle among the orders of one run is what lockdep warns of, also where something
/// else, such as a lock around both or who comes first, keeps the circle from closing. Locks in the same field of
/// structures of one kind are one class, as for lockdep, but those that are taken with a class that is named, which
/// says that they have an order of their own: of these only the same lock closes a circle.
/// </summary>
/// <param name="program">The file.</param>
internal sealed class LocksInOrder(RaceProgram program) : AtRest
{
    private const string Warning = "lockdep warns of that, and unless something keeps them apart they deadlock";

    /// <inheritdoc/>
    public override string Name => "LockOrder";

    /// <inheritdoc/>
    public override string Claim => "Locks are taken in one order, of which lockdep does not warn.";

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
        List<(int Thread, LockOrder Order)> all =
            [.. standing.Threads.SelectMany(one => LockOrders.Of(one).Select(order => (one.Index, order)))];
        foreach (var start in all.Where(one => !TouchesStandIn(one.Order)))
        {
            if (Circle(all, start) is { } circle)
            {
                return $"{string.Join("; ", circle.Select(Text))}: {Warning}";
            }
        }

        return null;
    }

    private static bool IsGate(ObjectPlan plan) => plan.Kind == ObjectKind.Interrupts;

    private static bool TouchesStandIn(LockOrder order) =>
        OpenLocks.IsStandIn(order.Outer) || OpenLocks.IsStandIn(order.Inner);

    private string ClassOf(long address)
    {
        if (OpenLocks.IsStandIn(address)) { return OpenLocks.Name(address); }
        var plan = program.Objects[Pointers.ObjectOf(address)];
        if (IsGate(plan)) { return ""; }
        return plan is { Kind: ObjectKind.Heap, Type: RaceType.Structure { Layout: var layout } }
            ? $"{layout.Name}->{layout.NameAt(Pointers.OffsetOf(address))}"
            : plan.NameAt(Pointers.OffsetOf(address));
    }

    /// <summary>
    /// A shortest circle that begins with a pair of two locks; null when there is none. One that is of one lock alone,
    /// and what comes to whoever holds it, is found where it comes.
    /// </summary>
    private List<(int Thread, LockOrder Order)>? Circle(
        List<(int Thread, LockOrder Order)> all, (int Thread, LockOrder Order) start)
    {
        var wanted = ClassOf(start.Order.Outer);
        if (wanted.Length == 0 || wanted == ClassOf(start.Order.Inner)) { return null; }
        Queue<List<(int, LockOrder Order)>> open = new([[start]]);
        HashSet<string> met = [ClassOf(start.Order.Inner)];
        while (open.TryDequeue(out var way))
        {
            foreach (var next in all.Where(one => Follows(way[^1], one)))
            {
                var reached = ClassOf(next.Order.Inner);
                if (reached == wanted && Follows(next, start)) { return [.. way, next]; }
                var place = OpenLocks.IsStandIn(next.Order.Inner) ? $"{reached} {next.Thread}" : reached;
                if (reached.Length > 0 && met.Add(place)) { open.Enqueue([.. way, next]); }
            }
        }

        return null;
    }

    /// <summary>Whether one who waits for the inner lock of a pair may wait for whoever has made the next.</summary>
    private bool Follows((int Thread, LockOrder Order) one, (int Thread, LockOrder Order) next)
    {
        if (ClassOf(one.Order.Inner) != ClassOf(next.Order.Outer)) { return false; }
        var isNamed = LockPlace.IsNamed(one.Order.InnerPlace) || LockPlace.IsNamed(next.Order.OuterPlace);
        if (isNamed && one.Order.Inner != next.Order.Outer) { return false; }
        if (OpenLocks.IsStandIn(one.Order.Inner)) { return MayComeTo(next.Thread, one.Thread); }
        if (OpenLocks.IsStandIn(one.Order.Outer))
        {
            return !OpenLocks.IsShared(one.Order.Outer) || !LockPlace.IsShared(next.Order.OuterPlace);
        }

        return !OpenLocks.IsStandIn(next.Order.Inner) || !OpenLocks.IsShared(next.Order.Inner)
            || !LockPlace.IsShared(one.Order.InnerPlace);
    }

    /// <summary>Whether an interrupt or a softirq comes to the code of a thread, where it lets it.</summary>
    private bool MayComeTo(int comes, int thread)
    {
        var (plan, code) = (program.Threads[comes], program.Threads[thread]);
        return !plan.IsInterrupt || plan.Interrupts == thread || plan.ComesAnywhereTo(code)
            || plan.Kind == ThreadKind.Hrtimer;
    }

    private bool IsTimer(long address) =>
        program.Workers.ContainsKey((Pointers.ObjectOf(address), Pointers.OffsetOf(address)));

    private string Text((int Thread, LockOrder Order) one)
    {
        var (name, order) = (program.Threads[one.Thread].Name, one.Order);
        if (OpenLocks.IsStandIn(order.Inner))
        {
            if (IsTimer(order.Outer)) { return $"{name} runs with {OpenLocks.Name(order.Inner)} on"; }
            return $"{name} takes {Shown.Word(program, order.Outer)} at line {order.OuterLine} with "
                + $"{OpenLocks.Name(order.Inner)} on";
        }

        var deed = IsTimer(order.Inner) ? "waits for" : "takes";
        var taken = $"{name} {deed} {Shown.Word(program, order.Inner)} at line {order.InnerLine}";
        return OpenLocks.IsStandIn(order.Outer)
            ? taken
            : $"{taken} under {Shown.Word(program, order.Outer)} of line {order.OuterLine}";
    }
}
