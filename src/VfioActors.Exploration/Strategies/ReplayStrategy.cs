using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Takes the steps of one schedule, one after the other, and ends. Strict: a step that is not enabled when its turn
/// comes is a <see cref="ReplayMisfitException"/>. There is one run and no other.
/// </summary>
/// <param name="schedule">The steps, such as those of a <c>Failure</c>.</param>
public sealed class ReplayStrategy(IReadOnlyList<StepKey> schedule) : IStrategy
{
    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("replay");

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run) => run == 0 ? new(0) : null;

    /// <inheritdoc/>
    /// <exception cref="ReplayMisfitException">The step of the schedule is not enabled.</exception>
    public Decision Choose(RunView run)
    {
        if (run.Depth >= schedule.Count) { return run.Enabled.Length == 0 ? Decision.Rest : Decision.Exhausted; }
        foreach (var candidate in run.Enabled)
        {
            if (run.KeyOf(candidate) == schedule[run.Depth]) { return Decision.Take(candidate); }
        }

        throw Misfit(run.World);
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
