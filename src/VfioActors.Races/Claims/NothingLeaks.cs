using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Claims;

/// <summary>When all threads are done, whatever is allocated can still be found from a variable of the file.</summary>
/// <param name="program">The file.</param>
internal sealed class NothingLeaks(RaceProgram program) : AtRest
{
    /// <inheritdoc/>
    public override string Name => "NoLeak";

    /// <inheritdoc/>
    public override string Claim => "Memory that was allocated is freed, or can still be found.";

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override bool Concerns(IWorldView view) => program.Objects.Any(one => one.Kind == ObjectKind.Heap);

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        Standing standing = new(program, view);
        if (standing.IsBroken || standing.Waiting.Any()) { return null; }
        var found = Found(standing);
        for (var place = 0; place < program.Objects.Count; place++)
        {
            var plan = program.Objects[place];
            if (plan.Kind != ObjectKind.Heap || found.Contains(place) || !IsAllocated(standing, plan)) { continue; }
            if (standing.Object(place).Freed.Value.IsSome) { continue; }
            return $"line {plan.Line}: {plan.Name}, allocated by "
                + $"{program.Threads[plan.Allocated.Thread].Name}, is lost: nothing points to it any more";
        }

        return null;
    }

    private static bool IsAllocated(Standing standing, ObjectPlan plan)
    {
        var (thread, counter, place) = plan.Allocated;
        var plans = standing.Program.Threads[thread];
        return standing.Thread(thread).Registers[CounterOf(plans, counter)] > place;
    }

    /// <summary>Counters have their numbers from a place of their own until the code is finished.</summary>
    private static int CounterOf(ThreadPlan plan, int counter) =>
        counter - Compilation.Bodies.CodeBuffer.FirstCounter + plan.FirstCounter;

    private HashSet<int> Found(Standing standing)
    {
        HashSet<int> found = [];
        Stack<int> open = new(Enumerable.Range(0, program.Objects.Count)
            .Where(place => program.Objects[place].Kind is ObjectKind.Global or ObjectKind.Stack));
        while (open.TryPop(out var place))
        {
            if (!found.Add(place)) { continue; }
            var words = standing.Object(place).Words;
            for (var at = 0; at < words.Count; at++)
            {
                if (Pointers.Is(words[at])) { open.Push(Pointers.ObjectOf(words[at])); }
            }
        }

        return found;
    }
}
