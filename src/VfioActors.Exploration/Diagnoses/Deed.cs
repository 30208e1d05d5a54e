using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>What a step came to: what it said of itself, whom it sent something, and what it changed.</summary>
/// <param name="Notes">Its notes on the operation that it serves.</param>
/// <param name="SentTo">The receivers of what it sent, as bits.</param>
/// <param name="Changes">Whether its actor's state is another one after it.</param>
internal sealed record Deed(string Notes, ulong SentTo, bool Changes)
{
    /// <summary>Whether another step said the same, or, where nothing is said, sent the same.</summary>
    internal bool DoesTheSame(Deed other) => Notes == other.Notes && (Notes.Length > 0 || SentTo == other.SentTo);

    /// <summary>What each step of a schedule came to, as far as the steps are there.</summary>
    internal static IReadOnlyList<Deed> Of(Setup setup, IReadOnlyList<StepKey> schedule)
    {
        var world = setup.MakeWorld();
        world.Listening = true;
        List<Deed> deeds = [];
        foreach (var key in schedule)
        {
            var choice = world.Enabled.ToArray().First(candidate => world.KeyOf(candidate) == key);
            var before = world.StateOf(choice.Receiver).Fingerprint;
            world.Take(choice);
            var notes = TraceRecording.Taken(world).Notes.Where(note => note.Operation is null);
            var changes = world.StateOf(choice.Receiver).Fingerprint != before;
            deeds.Add(new(string.Join('\n', notes), world.SentTo(world.Depth - 1), changes));
        }

        return deeds;
    }
}
