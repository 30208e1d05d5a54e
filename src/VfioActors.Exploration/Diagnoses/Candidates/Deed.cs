using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// What a step came to: what it said and sent for the operation that it serves, and what it changed. When it had to
/// queue, what was done for it once somebody else made way belongs to it.
/// </summary>
/// <param name="Operation">The operation.</param>
/// <param name="Notes">Its notes on the operation.</param>
/// <param name="Sent">What it sent to whom for the operation, as far as that was heard.</param>
/// <param name="Changes">Whether its actor's state is another one after it.</param>
internal sealed record Deed(OperationId Operation, string Notes, string Sent, bool Changes)
{
    /// <summary>Whether another step said and sent the same.</summary>
    internal bool DoesTheSame(Deed other) => Notes == other.Notes && Sent == other.Sent;

    /// <summary>What each step of a run came to that begins with a schedule and goes on to its end.</summary>
    internal static IReadOnlyList<Deed> Of(Setup setup, IReadOnlyList<StepKey> schedule)
    {
        var world = setup.MakeWorld();
        world.Listening = true;
        List<(TraceStep Step, bool Changes)> steps = [];
        foreach (var key in schedule) { Take(world.Enabled.ToArray().First(choice => world.KeyOf(choice) == key)); }
        while (world.Enabled.Length > 0 && world.Depth < OrderCensus.StepsPerRunMax) { Take(world.Enabled[0]); }
        return [.. steps.Select((_, step) => Of(world, steps, step))];

        void Take(Choice choice)
        {
            var before = world.StateOf(choice.Receiver).Fingerprint;
            world.Take(choice);
            steps.Add((TraceRecording.Taken(world), world.StateOf(choice.Receiver).Fingerprint != before));
        }
    }

    /// <summary>How many things were done in one run and not in another, and the other way round.</summary>
    internal static int Differences(IReadOnlyList<Deed> one, IReadOnlyList<Deed> other)
    {
        var counts = one.CountBy(deed => (deed.Operation, deed.Notes, deed.Sent)).ToDictionary();
        foreach (var deed in other)
        {
            var key = (deed.Operation, deed.Notes, deed.Sent);
            counts[key] = counts.GetValueOrDefault(key) - 1;
        }

        return counts.Values.Sum(Math.Abs);
    }

    private static Deed Of(World world, List<(TraceStep Step, bool Changes)> steps, int step)
    {
        var operation = world.Step(step).Operation;
        var by = MadeWay(world, step, operation) ?? step;
        List<TraceNote> notes = [.. steps[step].Step.Notes.Where(note => note.Operation is null)];
        if (by != step)
        {
            // The last that it says is that it waits.
            notes = [.. notes.SkipLast(1), .. steps[by].Step.Notes.Where(note => note.Operation == operation.Value)];
        }

        var sent = Enumerable.Range(by + 1, world.Depth - by - 1)
            .Where(later => world.CauseAt(later) == by && world.Step(later).Operation == operation)
            .Select(later => $"{world.KeyAt(later).To} {world.KeyAt(later).Kind.Name}");
        return new(
            operation,
            string.Join('\n', notes.Select(note => note.Text)),
            string.Join('\n', sent.Order(StringComparer.Ordinal)),
            steps[step].Changes);
    }

    /// <summary>
    /// The step of somebody else after which an operation goes on that had to queue; null when it had not, or never
    /// went on.
    /// </summary>
    private static int? MadeWay(World world, int step, OperationId operation)
    {
        if (operation == OperationId.None || world.SentTo(step) != 0) { return null; }
        for (var later = step + 1; later < world.Depth; later++)
        {
            if (world.Step(later).Operation != operation) { continue; }
            var cause = world.CauseAt(later);
            return cause > step && world.Step(cause).Operation != operation ? cause : null;
        }

        return null;
    }
}
