using VfioActors.Exploration.Properties.Standard;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// Does the works of a failure one after the other, each until nothing of it is left to do, in every order in which its
/// clients could: whatever breaks then needs no race.
/// </summary>
/// <remarks>
/// Where the steps of one work can themselves come in several orders, each of them is taken, with the host's answers as
/// they were. Nothing is merged, so that what is said of these runs is so whatever the property looks at. A work that
/// waits, for a page or a lock, is not done: what begins then overlaps with it. An order in which a work has its turn
/// before it can begin, as a thread before what must come before all, or work before it is queued, is none. A work that
/// in some order has nothing to do has no place in that, so that of orders which differ in it alone one counts.
/// </remarks>
internal sealed class SerialOrders
{
    /// <summary>How many orders are tried.</summary>
    private const int OrdersMax = 120;

    /// <summary>How many are begun, those that are none among them.</summary>
    private const int TriesMax = 1_000;

    /// <summary>How many steps are taken for all of them.</summary>
    private const int StepsMax = 100_000;

    private readonly Candidate _candidate;
    private readonly HostAnswers _answers;
    private readonly List<(IReadOnlyList<SerialUnit> Order, SerialOutcome Outcome)> _tried = [];

    /// <summary>
    /// The works with which the order before began, as far as their steps could come in one order alone, each with the
    /// depth at which it was done and whether what follows overlaps: the next order mostly begins with them too.
    /// </summary>
    private readonly List<(SerialUnit Work, int Depth, bool Waits)> _done = [];

    /// <summary>Of each order that was tried what had something to do in it.</summary>
    private readonly List<IReadOnlyList<SerialUnit>> _known = [];

    /// <summary>What had nothing to do in the order at hand; null when no run of it has ended.</summary>
    private HashSet<SerialUnit>? _absent;
    private bool _hasBegun;
    private int _steps;

    private SerialOrders(Candidate candidate) =>
        (_candidate, _answers) = (candidate, new HostAnswers(candidate.Schedule));

    /// <summary>Whether every order was tried, and what comes of it is known.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>How many orders were tried.</summary>
    internal int Count => _tried.Count;

    /// <summary>The orders with some outcome.</summary>
    internal IReadOnlyList<IReadOnlyList<SerialUnit>> With(SerialOutcome outcome) =>
        [.. _tried.Where(one => one.Outcome == outcome).Select(one => one.Order)];

    /// <summary>Whether some order breaks the property, whatever its steps do; null when not known.</summary>
    internal bool? Breaks =>
        _tried.Exists(one => one.Outcome == SerialOutcome.Breaks) ? true : IsComplete ? false : null;

    /// <summary>Tries the orders.</summary>
    internal static SerialOrders Of(Candidate candidate, bool byClient)
    {
        SerialOrders orders = new(candidate);
        var units = SerialUnit.Of(candidate, byClient);
        List<List<SerialUnit>> clients = [.. units.GroupBy(work => work.Client).Select(client => client.ToList())];
        orders.IsComplete = true;
        var tries = 0;
        foreach (var order in Interleavings(new int[clients.Count], clients, units.Count))
        {
            if (orders._tried.Count == OrdersMax || ++tries > TriesMax)
            {
                orders.IsComplete = false;
                break;
            }

            orders.Try(order);
        }

        return orders;
    }

    private void Try(IReadOnlyList<SerialUnit> order)
    {
        _absent = null;
        var outcome = Run(order);
        IsComplete &= outcome != SerialOutcome.Unknown;
        IReadOnlyList<SerialUnit> done = _absent is { } absent ? [.. order.Except(absent)] : order;
        if (outcome == SerialOutcome.Impossible || _known.Exists(done.SequenceEqual)) { return; }
        _known.Add(done);
        _tried.Add((order, outcome));
    }

    /// <summary>Every order of works in which each client's keep their own.</summary>
    internal static IEnumerable<IReadOnlyList<SerialUnit>> Interleavings(
        int[] next, IReadOnlyList<List<SerialUnit>> clients, int left)
    {
        if (left == 0) { yield return []; }
        for (var client = 0; client < clients.Count; client++)
        {
            if (next[client] == clients[client].Count) { continue; }
            var work = clients[client][next[client]];
            int[] after = [.. next];
            after[client]++;
            foreach (var rest in Interleavings(after, clients, left - 1)) { yield return [work, .. rest]; }
        }
    }

    /// <summary>Takes every order of steps within the works, one work after the other.</summary>
    private SerialOutcome Run(IReadOnlyList<SerialUnit> order)
    {
        var runner = _candidate.Runner;
        if (!_hasBegun) { runner.TryBegin(_candidate.Schedule, 0); }
        _hasBegun = true;
        if (order.Count == 0) { return AtEnd(order); }
        Stack<(int Depth, int SerialUnit, int Next, bool Waits)> path = new([StartOf(order)]);
        SerialOutcome? outcome = null;
        var isOnly = true;
        while (path.TryPop(out var at) && outcome != SerialOutcome.Unknown)
        {
            _candidate.LeaveWhenEnough();
            runner.BackTo(at.Depth);
            var next = NextOf(order[at.SerialUnit], at.Next);
            if (next >= 0 && at.Waits) { outcome = With(outcome, SerialOutcome.Overlaps); }
            else if (next >= 0)
            {
                var other = NextOf(order[at.SerialUnit], next + 1);
                if (other >= 0) { path.Push((at.Depth, at.SerialUnit, other, false)); }
                isOnly &= other < 0;
                if (++_steps > StepsMax || runner.World.Depth >= OrderCensus.StepsPerRunMax)
                {
                    return SerialOutcome.Unknown;
                }

                var broken = runner.Step(runner.World.Enabled[next]) is not null;
                if (broken) { outcome = With(outcome, WhenBroken(order, at.SerialUnit)); }
                else { path.Push((at.Depth + 1, at.SerialUnit, 0, false)); }
            }
            else if (at.Next == 0 && at.SerialUnit + 1 < order.Count)
            {
                var waits = at.Waits || IsUnfinished(order[at.SerialUnit]);
                if (isOnly) { _done.Add((order[at.SerialUnit], at.Depth, waits)); }
                path.Push((at.Depth, at.SerialUnit + 1, 0, waits));
            }
            else if (at.Next == 0) { outcome = With(outcome, AtEnd(order)); }
        }

        return outcome ?? SerialOutcome.Unknown;
    }

    /// <summary>Where an order parts from the one before.</summary>
    private (int Depth, int SerialUnit, int Next, bool Waits) StartOf(IReadOnlyList<SerialUnit> order)
    {
        var same = 0;
        var most = Math.Min(_done.Count, order.Count - 1);
        while (same < most && ReferenceEquals(_done[same].Work, order[same])) { same++; }
        _done.RemoveRange(same, _done.Count - same);
        return same == 0 ? default : (_done[^1].Depth, same, 0, _done[^1].Waits);
    }

    private bool IsUnfinished(SerialUnit work) =>
        HasBegun(work)
        && Waiting.IsAnyUnfinished(
            _candidate.Runner.World,
            [.. work.Parties.Where(party => party.IsMarked).Select(party => party.Operation)]);

    private bool HasBegun(SerialUnit work)
    {
        var world = _candidate.Runner.World;
        return Enumerable.Range(0, world.Depth).Any(step => work.Parties.Contains(Party.Of(world, step)));
    }

    /// <summary>What runs come to together; one in another order than the works are in says nothing.</summary>
    private static SerialOutcome With(SerialOutcome? before, SerialOutcome run) =>
        before is not { } known || known == run || known == SerialOutcome.Impossible ? run
        : run == SerialOutcome.Impossible ? known
        : known < SerialOutcome.Varies && run < SerialOutcome.Varies ? SerialOutcome.Varies
        : known > run ? known : run;

    /// <summary>
    /// A run that is broken on its way goes on to its end, to see whether what was done before was done: a work that
    /// slept when the next one began was not.
    /// </summary>
    private SerialOutcome WhenBroken(IReadOnlyList<SerialUnit> order, int work)
    {
        var world = _candidate.Runner.World;
        while (work < order.Count && ++_steps <= StepsMax && world.Depth < OrderCensus.StepsPerRunMax)
        {
            _candidate.LeaveWhenEnough();
            var next = NextOf(order[work], 0);
            if (next < 0) { work++; }
            else { _candidate.Runner.Step(world.Enabled[next]); }
        }

        return work < order.Count ? SerialOutcome.Unknown
            : world.Enabled.Length > 0 ? Left(order)
            : Ended(order, SerialOutcome.Breaks);
    }

    private SerialOutcome AtEnd(IReadOnlyList<SerialUnit> order)
    {
        var runner = _candidate.Runner;
        if (runner.World.Enabled.Length > 0) { return Left(order); }
        if (runner.World.Crash is not null) { return SerialOutcome.Unknown; }
        return Ended(order, runner.AtRest() is null ? SerialOutcome.Holds : SerialOutcome.Breaks);
    }

    /// <summary>Something is left to do when each work has had its turn: it slept then, or could not begin.</summary>
    private SerialOutcome Left(IReadOnlyList<SerialUnit> order) =>
        order.Any(work => NextOf(work, 0) >= 0 && !HasBegun(work)) ? SerialOutcome.Impossible : SerialOutcome.Overlaps;

    private SerialOutcome Ended(IReadOnlyList<SerialUnit> order, SerialOutcome outcome)
    {
        HashSet<SerialUnit> absent = [.. order.Where(work => !HasBegun(work))];
        if (_absent is null) { _absent = absent; }
        else { _absent.IntersectWith(absent); }
        return outcome;
    }

    private int NextOf(SerialUnit work, int from)
    {
        var world = _candidate.Runner.World;
        for (var at = from; at < world.Enabled.Length; at++)
        {
            var choice = world.Enabled[at];
            if (work.Parties.Contains(Party.Of(world, choice)) && _answers.Agree(world.KeyOf(choice))) { return at; }
        }

        return -1;
    }
}
