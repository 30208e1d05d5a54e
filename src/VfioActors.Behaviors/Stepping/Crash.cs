using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Stepping;

/// <summary>Why a step failed: every host says it in the same words.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Text">What went wrong, in one line.</param>
public sealed record Crash(CrashKind Kind, string Text)
{
    /// <summary>The promise that was broken, where it has an id; else null.</summary>
    public Promise? Promise { get; init; }

    /// <summary>What a behaviour threw.</summary>
    public static Crash Of(Exception thrown)
    {
        // What a type's first use throws is wrapped: the cause says more.
        var cause = thrown is TypeInitializationException ? thrown.GetBaseException() : thrown;
        return cause is BrokenPromiseException broken
            ? new(CrashKind.BrokenPromise, broken.Message) { Promise = broken.Promise }
            : new(CrashKind.Thrown, $"{cause.GetType().Name}: {cause.Message}");
    }

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    /// <summary>A message to a number that no actor has.</summary>
    internal static Crash NoReceiver(in Envelope envelope, int actors) => new(
        CrashKind.NoReceiver,
        $"sends {envelope.Kind.Name} to actor {envelope.To.Value}, and there are actors 1 to {actors}");
}
