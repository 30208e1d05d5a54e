using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>Promises that hold whatever a client does. A broken one is a bug of ours, and a counterexample.</summary>
public static class Ensure
{
    /// <summary>Promises that <paramref name="holds"/>.</summary>
    /// <param name="promise">The promise in words, such as "pins never go below zero".</param>
    /// <exception cref="BrokenPromiseException">It does not hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void That([DoesNotReturnIf(false)] bool holds, string promise)
    {
        if (!holds) { throw new BrokenPromiseException(promise); }
    }

    /// <summary>Promises what somebody asks for by its id.</summary>
    /// <exception cref="BrokenPromiseException">It does not hold.</exception>
    public static void That([DoesNotReturnIf(false)] bool holds, Promise promise)
    {
        if (!holds) { throw new BrokenPromiseException(promise); }
    }

    /// <summary>The exception for a message that an actor never hears.</summary>
    public static BrokenPromiseException Unheard(in Envelope envelope) =>
        new($"nobody sends {envelope.Kind.Name} here");
}
