namespace VfioActors.Behaviors.Values;

/// <summary>
/// A promise was broken: the model, not its client, is wrong. The explorer reports it with its trace.
/// </summary>
#pragma warning disable CA1032 // A promise is always named.
public sealed class BrokenPromiseException : Exception
#pragma warning restore CA1032
{
    /// <param name="promise">The promise in words.</param>
    public BrokenPromiseException(string promise)
        : base(promise)
    {
    }

    /// <param name="promise">The promise.</param>
    public BrokenPromiseException(Promise promise)
        : base(promise.Text) => Promise = promise;

    /// <summary>The promise, where it has an id; else null.</summary>
    public Promise? Promise { get; }
}
