using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration;

/// <summary>
/// Writes failures to a checkpoint, and reads them again. A schedule is written by the place of each step among those
/// that could be next, which is the same in every world of the scenario.
/// </summary>
internal static class KeptFailures
{
    internal static void Write(CheckpointWriter writer, Setup setup, IReadOnlyList<Failure> failures)
    {
        writer.Write((long)failures.Count);
        if (failures.Count == 0) { return; }
        var names = setup.Properties.Select(property => property.Name).ToList();
        var world = setup.MakeWorld();
        foreach (var failure in failures)
        {
            // An earlier strategy had a scenario made of its own: the same property is another object there.
            writer.Write(names.IndexOf(failure.Property.Name));
            writer.Write(failure.Reason);
            writer.Write(failure.Run);
            writer.Write(failure.Occurrences);
            writer.Write(failure.Branches is not null);
            writer.Write(failure.Branches ?? []);
            writer.Write(PlacesOf(world, failure.Schedule));
        }
    }

    internal static IReadOnlyList<Failure> Read(CheckpointReader reader, Setup setup)
    {
        var count = reader.ReadCount(sizeof(long) * 2);
        if (count == 0) { return []; }
        List<Failure> failures = [];
        var world = setup.MakeWorld();
        for (var left = count; left > 0; left--)
        {
            var property = setup.Properties[reader.ReadInt(0, setup.Properties.Count - 1)];
            var (reason, run, occurrences) = (reader.ReadText(), reader.ReadLong(), reader.ReadLong());
            var (hasBranches, branches) = (reader.ReadBool(), reader.ReadInts(0, int.MaxValue));
            failures.Add(new(property, reason, run, ReadSchedule(reader, world))
            {
                Occurrences = occurrences,
                Branches = hasBranches ? branches : null,
            });
        }

        return failures;
    }

    private static int[] PlacesOf(World world, IReadOnlyList<StepKey> schedule)
    {
        world.BackTo(0);
        var places = new int[schedule.Count];
        for (var step = 0; step < places.Length; step++)
        {
            var enabled = world.Enabled.ToArray();
            var key = schedule[step];
            places[step] = Array.FindIndex(enabled, choice => world.KeyOf(choice) == key);
            if (places[step] < 0) { throw new InvalidOperationException($"step {step} of a failure is not there"); }
            world.Take(enabled[places[step]]);
        }

        return places;
    }

    private static StepKey[] ReadSchedule(CheckpointReader reader, World world)
    {
        world.BackTo(0);
        var places = reader.ReadInts(0, int.MaxValue);
        var schedule = new StepKey[places.Length];
        for (var step = 0; step < schedule.Length; step++)
        {
            if (places[step] >= world.Enabled.Length) { throw reader.Wrong("a failure has a step that is not there"); }
            var choice = world.Enabled[places[step]];
            schedule[step] = world.KeyOf(choice);
            world.Take(choice);
        }

        return schedule;
    }
}
