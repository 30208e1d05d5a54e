using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>
/// Nobody waits for ever. A circle of waiting is told as lockdep tells a deadlock, with the lines at which the locks
/// were taken. It takes the place of the check of that name, which knows no lines.
/// </summary>
/// <param name="program">The file.</param>
internal sealed class NobodyWaits(RaceProgram program) : AtRest
{
    /// <inheritdoc/>
    public override string Name => nameof(Progress);

    /// <inheritdoc/>
    public override string Claim => "No deadlock: every thread comes to its end, and nobody waits for ever.";

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        Standing standing = new(program, view);
        if (standing.IsBroken) { return null; }
        var waiting = standing.Waiting.ToList();
        if (waiting.Count == 0) { return null; }
        var circle = waiting.Select(start => Circle(standing, start)).Where(found => found.Count > 0)
            .OrderBy(found => found.Count).FirstOrDefault();
        return circle is not null
            ? $"deadlock: {string.Join("; ", circle.Select(one => Text(standing, one)))}"
            : $"{string.Join("; ", Way(standing, waiting[0]).Select(one => Text(standing, one)))}, for ever";
    }

    /// <summary>From a thread over those it waits for to one that waits for nobody who waits.</summary>
    private static List<TaskState> Way(Standing standing, TaskState start)
    {
        List<TaskState> way = [start];
        while (Holders(standing, way[^1]).Select(standing.Thread)
            .LastOrDefault(holder => holder.IsWaiting && !way.Contains(holder)) is { } next)
        {
            way.Add(next);
        }

        return way;
    }

    /// <summary>From a thread over those it waits for back to itself; empty when there is no way.</summary>
    private static List<TaskState> Circle(Standing standing, TaskState start)
    {
        List<TaskState> way = [start];
        while (true)
        {
            var holders = Holders(standing, way[^1]).ToList();
            if (holders.Contains(start.Index)) { return way; }
            var next = holders.Select(standing.Thread)
                .FirstOrDefault(holder => holder.IsWaiting && !way.Contains(holder));
            if (next is null) { return []; }
            way.Add(next);
        }
    }

    private static IEnumerable<int> Holders(Standing standing, TaskState waiting) => waiting.Current.Access switch
    {
        _ when waiting.IsInterrupted => LockWord.HoldersOf(standing.Word(Pointers.To(waiting.Plan.Gate))),
        Access.Lock or Access.ReadLock => LockWord.HoldersOf(standing.Word(waiting.Address)),
        Access.RcuBarrier => RcuRules.AwaitedBy(
            standing.Object(Pointers.ObjectOf(waiting.Address)), waiting.Index, standing.Program.Threads.Count),
        Access.AwaitTurn or Access.FlushQueue => QueueRules.AwaitedBy(
            standing.Object(Pointers.ObjectOf(waiting.Address)), Pointers.OffsetOf(waiting.Address), waiting),
        Access.AwaitExit or Access.AwaitCompletion when TaskOf(standing.Program, waiting) is { } name =>
            Enumerable.Range(0, standing.Program.Threads.Count)
                .Where(at => standing.Program.Threads[at].Name == name),
        _ => Workers(standing, waiting),
    };

    /// <summary>The thread to whose task somebody waits for something; null where it is no task.</summary>
    private static string? TaskOf(RaceProgram program, TaskState waiting) =>
        Pointers.Is(waiting.Address) && Pointers.ObjectOf(waiting.Address) is var at && at < program.Objects.Count
        && program.Objects[at] is { Type: RaceType.Sync { Kind: SyncKind.Task }, Name: var name }
            ? name[ObjectPlan.TaskOf.Length..]
            : null;

    /// <summary>Whoever waits for work waits for its worker, and whoever waits for a timer for its softirq.</summary>
    private static IEnumerable<int> Workers(Standing standing, TaskState waiting)
    {
        if (waiting.Current.Access is not (Access.Flush or Access.Cancel or Access.Unclaim
            or Access.Disarm)) { return []; }
        var address = waiting.Address;
        var key = (Pointers.ObjectOf(address), Pointers.OffsetOf(address));
        return standing.Program.Workers.TryGetValue(key, out var worker) ? [worker] : [];
    }

    private string Text(Standing standing, TaskState waiting)
    {
        var what = Shown.Word(program, waiting.Address);
        var holders = Holders(standing, waiting).Select(standing.Thread).ToList();
        if (waiting.IsInterrupted)
        {
            var by = string.Concat(holders.Select(holder => $" by {holder.Plan.Name}"));
            return $"{waiting.Plan.Name} is interrupted{by} before line {waiting.Current.Line}";
        }

        var task = TaskOf(program, waiting);
        var held = task is not null
            ? ""
            : string.Concat(holders.Select(holder => $", held by {holder.Plan.Name}{Since(holder, waiting)}"));
        var verb = waiting.Current.Access switch
        {
            Access.RcuSync => "waits for readers",
            Access.RcuBarrier => "waits for what RCU calls",
            Access.Sleep or Access.SleepByState when task is not null => "sleeps",
            Access.AwaitExit when task is not null => $"waits for the end of {task}",
            Access.AwaitCompletion when task is not null => $"waits for {task} to park",
            _ => $"waits for {what}",
        };
        return $"{waiting.Plan.Name} {verb} at line {waiting.Current.Line}{held}";
    }

    private static string Since(TaskState holder, TaskState waiting)
    {
        foreach (var (address, line) in HeldLocks.Of(holder))
        {
            if (address == waiting.Address) { return $" since line {line}"; }
        }

        return "";
    }
}
