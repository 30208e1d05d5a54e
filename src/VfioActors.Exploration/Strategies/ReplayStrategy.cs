using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Takes the steps of one schedule, one after the other, and ends. Strict: a step that is not enabled when its turn
/// comes is a <see cref="ReplayMisfitException"/>. There is one run and no other.
/// </summary>
/// <param name="schedule">The steps, such as those of a <see cref="Failure"/>.</param>
public sealed class ReplayStrategy(IReadOnlyList<StepKey> schedule) : IStrategy
{
    /// <inheritdoc/>
    public string Name => "replay";

    /// <inheritdoc/>
    public bool IsExhaustive => false;

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth)
    {
        depth = 0;
        return run == 0;
    }

    /// <inheritdoc/>
    /// <exception cref="ReplayMisfitException">The world is at rest and the schedule is not.</exception>
    public bool Enter(World world) =>
        world.Enabled.Length > 0 || world.Depth >= schedule.Count ? true : throw Misfit(world);

    /// <inheritdoc/>
    /// <exception cref="ReplayMisfitException">The step of the schedule is not enabled.</exception>
    public bool TryChoose(World world, out Choice choice)
    {
        choice = default;
        if (world.Depth >= schedule.Count) { return false; }
        foreach (var candidate in world.Enabled)
        {
            if (world.KeyOf(candidate) != schedule[world.Depth]) { continue; }
            choice = candidate;
            return true;
        }

        throw Misfit(world);
    }

    private ReplayMisfitException Misfit(World world)
    {
        List<string> enabled = [];
        foreach (var choice in world.Enabled) { enabled.Add(Text(world, world.KeyOf(choice))); }
        var found = enabled.Count == 0 ? "nothing" : string.Join(", ", enabled);
        return new(world.Depth, Text(world, schedule[world.Depth]), $"enabled: {found}");
    }

    private static string Text(World world, StepKey step) =>
        $"{NameOf(world, step.From)} -> {NameOf(world, step.To)}: {step.Kind.Name} for operation {step.Operation}"
            + (step.Option > 0 ? $", option {step.Option}" : "");

    /// <summary>A schedule of another scenario may name an actor that there is not.</summary>
    private static string NameOf(World world, ActorId actor) =>
        actor.Value <= world.Topology.Count ? world.NameOf(actor) : actor.ToString();
}
