using VfioActors.Exploration.Properties.Standard;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// Does the works of a failure one after the other, each until nothing of it is left to do, in every order in which its
/// clients could: whatever breaks then needs no race.
/// </summary>
/// <remarks>
/// Where the steps of one work can themselves come in several orders, each of them is taken, with the host's answers as
/// they were. Nothing is merged, so that what is said of these runs is so whatever the property looks at. A work that
/// waits, for a page or a lock, is not done: what begins then overlaps with it.
/// </remarks>
internal sealed class SerialOrders
{
    /// <summary>How many orders are tried.</summary>
    private const int OrdersMax = 120;

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
        foreach (var order in Interleavings(new int[clients.Count], clients, units.Count))
        {
            if (orders._tried.Count == OrdersMax)
            {
                orders.IsComplete = false;
                break;
            }

            var outcome = orders.Run(order);
            orders._tried.Add((order, outcome));
            orders.IsComplete &= outcome != SerialOutcome.Unknown;
        }

        return orders;
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
        if (_tried.Count == 0) { runner.TryBegin(_candidate.Schedule, 0); }
        if (order.Count == 0) { return AtEnd(); }
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
            else if (at.Next == 0) { outcome = With(outcome, AtEnd()); }
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
        Waiting.IsAnyUnfinished(
            _candidate.Runner.World,
            [.. work.Parties.Where(party => party.IsMarked).Select(party => party.Operation)]);

    private static SerialOutcome With(SerialOutcome? before, SerialOutcome run) =>
        before is not { } known || known == run ? run
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
            : world.Enabled.Length > 0 ? SerialOutcome.Overlaps
            : SerialOutcome.Breaks;
    }

    private SerialOutcome AtEnd()
    {
        var runner = _candidate.Runner;
        if (runner.World.Enabled.Length > 0) { return SerialOutcome.Overlaps; }
        if (runner.World.Crash is not null) { return SerialOutcome.Unknown; }
        return runner.AtRest() is null ? SerialOutcome.Holds : SerialOutcome.Breaks;
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
