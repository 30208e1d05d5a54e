using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Exploration.Schedules;

/// <summary>Takes the deliveries of a recorded free run again, in a world.</summary>
/// <remarks>
/// Each actor receives in the recorded order. How steps of different actors are put in one row does not matter: they
/// share no state. What free actors received in some order was sent before, so there is always a next step until the
/// recording ends; a recording that was cut off ends where the cause of each step that is left is missing.
/// </remarks>
public static class RecordingReplayer
{
    /// <summary>Replays, and judges the run by the properties of the scenario.</summary>
    /// <param name="setup">The scenario of the recording's header.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="watched">Shown after each step the state of who took it, and the operation that it served.</param>
    /// <exception cref="ReplayMisfitException">
    /// A fingerprint of the recording is not that of the state, or a whole recording cannot be taken to its end.
    /// </exception>
    /// <exception cref="FormatException">The recording makes no sense.</exception>
    public static RecordedRun Replay(
        Setup setup, Recording recording, Action<State, OperationId>? watched = null)
    {
        // What a free run received in which order is known: nothing has to be kept of what came before what.
        World world = new(setup.Topology, Delivery.Pair);
        PropertyChecker checker = new(world, setup.Properties);
        var left = Play(world, recording, choice =>
        {
            var served = world.Message(choice).Operation;
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
            watched?.Invoke(world.StateOf(choice.Receiver), served);
        });
        var isAtRest = world.Enabled.Length == 0 && world.Crash is null;
        if (isAtRest) { checker.Rest(world); }
        var judged = JudgedProperties.Of(setup, checker.Looked.Select(place => setup.Properties[place]).ToHashSet());
        return new(world.Depth, left, isAtRest, world.Fingerprint, [.. checker.Found])
        {
            Judged = isAtRest ? judged : judged.WithoutEnd(),
        };
    }

    /// <summary>Writes the run down as a trace, which can be replayed, shown and minimized as any other.</summary>
    /// <param name="setup">The scenario of the recording's header.</param>
    /// <param name="stepsMax">Where to stop.</param>
    /// <exception cref="ReplayMisfitException">A fingerprint of the recording is not that of the state.</exception>
    /// <exception cref="FormatException">The recording makes no sense.</exception>
    public static Trace TraceOf(Setup setup, Recording recording, int stepsMax = int.MaxValue)
    {
        World world = new(setup.Topology, Delivery.Pair) { Listening = true };
        List<TraceStep> steps = [];
        Play(world, recording, choice =>
        {
            world.Take(choice);
            steps.Add(TraceRecording.Taken(world));
        }, stepsMax);
        return new(recording.Header with { IsRecording = false }, steps);
    }

    /// <summary>A world in which so many deliveries of the recording were taken.</summary>
    /// <param name="setup">The scenario of the recording's header.</param>
    /// <param name="stepsMax">Where to stop.</param>
    /// <exception cref="ReplayMisfitException">A fingerprint of the recording is not that of the state.</exception>
    /// <exception cref="FormatException">The recording makes no sense.</exception>
    public static World Reach(Setup setup, Recording recording, int stepsMax)
    {
        World world = new(setup.Topology, Delivery.Pair);
        Play(world, recording, world.Take, stepsMax);
        return world;
    }

    /// <returns>How many deliveries could not be taken.</returns>
    private static long Play(World world, Recording recording, Action<Choice> take, int stepsMax = int.MaxValue)
    {
        RecordedOrder order = new(world, recording);
        while (world.Depth < stepsMax && order.TryNext(out var choice))
        {
            take(choice);
            order.Took(choice);
        }

        // A run goes no further than its first crash: what others received afterwards has nothing to happen in.
        var isCut = (order.Left > 0 && world.Depth == stepsMax) || world.Crash is not null || !recording.IsWhole;
        if (order.Left > 0 && !isCut) { throw order.Misfit(); }
        if (!isCut) { order.CheckEnd(); }
        return order.Left;
    }
}
