using System.Reflection;
using Akka.Util;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// Stands in for the random numbers of Akka.NET itself while controlled actors run: the jitter of a BackoffSupervisor
/// is always the middle one, and the room is told. All other numbers, as those of actors, are left as they are.
/// </summary>
internal sealed class AkkaLot : Random
{
    private const double Middle = 0.5;

    private static readonly ThreadLocal<Random>? Numbers = typeof(ThreadLocalRandom)
        .GetField("_rng", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null) as ThreadLocal<Random>;

    private AkkaLot()
    {
    }

    /// <summary>Whether this Akka.NET keeps its random numbers where they can be had.</summary>
    internal static bool IsKnown => Numbers is not null;

    /// <inheritdoc/>
    public override double NextDouble()
    {
        if (ActorFlow.Asker is not { Room: { IsInside: true } room }) { return base.NextDouble(); }
        room.HasDrawn = true;
        return Middle;
    }

    /// <summary>From now on it serves the calling thread.</summary>
    internal static void Serve()
    {
        if (Numbers is { Value: not AkkaLot }) { Numbers.Value = new AkkaLot(); }
    }
}
